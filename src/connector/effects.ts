import type { CallContext } from './contract.ts'

/** A place in a tool that holds one text at a time. */
export type EffectPlace =
  /** An alias of a registered model; it holds the number of a version. */
  | { readonly kind: 'ALIAS'; readonly workspace: string; readonly model: string; readonly alias: string }
  /** A tag of a version of a registered model. */
  | {
      readonly kind: 'VERSION_TAG'
      readonly workspace: string
      readonly model: string
      readonly version: string
      readonly key: string
    }

/** Changes that a tool takes once they are approved. Both are repeatable: whoever lost an answer may ask again. */
export interface ConnectorEffects {
  /** What a place holds now, read from the tool itself; null for nothing. Throws a `NOT_FOUND` fault for a model or version that is not there. */
  observe(place: EffectPlace, call: CallContext): Promise<string | null>
  /** Makes a place hold this and nothing else; null empties it. Throws a fault that is `retryable` when the tool may not have got it. */
  put(place: EffectPlace, value: string | null, call: CallContext): Promise<void>
}
