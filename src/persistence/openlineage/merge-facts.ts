import type { ToldFacts } from '../../ingest/openlineage/event.ts'
import { canonicalJson, type JsonValue } from '../../kernel/canonical-json.ts'

/** Every fact of a thing with when it was told. */
export type DatedFacts = { readonly [Fact in keyof ToldFacts]?: readonly [number, NonNullable<ToldFacts[Fact]>] }

/** Adds facts told at a moment. The last told holds, of those of one moment always the same one. In one order of keys. Pure. */
export function mergeFacts(known: DatedFacts, told: ToldFacts, at: number): DatedFacts {
  const merged: Record<string, readonly [number, unknown]> = { ...known }
  for (const [fact, value] of Object.entries(told)) {
    const before = merged[fact]
    if (before === undefined || isLater([at, value], before)) merged[fact] = [at, value]
  }
  // Each under its own name.
  return JSON.parse(factsText(merged)) as DatedFacts
}

/** The facts as they hold. */
export function plainFacts(dated: DatedFacts): ToldFacts {
  return Object.fromEntries(Object.entries(dated).map(([fact, [, value]]) => [fact, value]))
}

/** In one order, so that the same facts are the same text. */
export function factsText(dated: DatedFacts): string {
  // Read from JSON, or from an event, which was.
  return canonicalJson(dated as unknown as JsonValue)
}

function isLater([at, value]: readonly [number, unknown], [knownAt, known]: readonly [number, unknown]): boolean {
  // See factsText.
  return at === knownAt ? canonicalJson(value as JsonValue) > canonicalJson(known as JsonValue) : at > knownAt
}
