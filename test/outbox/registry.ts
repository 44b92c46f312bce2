import type { PlannedStep } from '../../src/approvals/types.ts'
import { createVersion, mlflowWriter, type SeedTarget } from '../support/seed-mlflow.ts'
import { uniqueName } from '../support/tools.ts'
import { mlflowEffects } from './bench.ts'

/** A model with three versions whose alias `champion` stands for the first, looked at and changed as any client of MLflow would. */
export interface ChampionModel {
  readonly name: string
  champion(): Promise<string | null>
  /** Of the second version. */
  tag(): Promise<string | null>
  /** Somebody moves the alias by hand. */
  moveTo(version: string): Promise<void>
  /** Makes the second version champion, and tags it with why. */
  readonly promotion: readonly [PlannedStep, PlannedStep]
}

/** Registers one. */
export async function createChampion(target: SeedTarget): Promise<ChampionModel> {
  const writer = mlflowWriter(target)
  const name = uniqueName('champion')
  await writer.post('/registered-models/create', { name })
  for (const _ of [1, 2, 3]) await createVersion(writer, { name, source: 's3://models/none' })
  const moveTo = async (version: string) => {
    await writer.post('/registered-models/alias', { name, alias: 'champion', version })
  }
  await moveTo('1')
  const alias = { kind: 'ALIAS', workspace: '', model: name, alias: 'champion' } as const
  const tag = { kind: 'VERSION_TAG', workspace: '', model: name, version: '2', key: 'modelwarden.approval' } as const
  const effects = mlflowEffects(target.url)
  const call = { signal: new AbortController().signal, requestId: 'test' }
  return {
    name,
    champion: () => effects.observe(alias, call),
    tag: () => effects.observe(tag, call),
    moveTo,
    promotion: [
      { source: 'tracking', place: alias, desired: '2', expects: '1' },
      { source: 'tracking', place: tag, desired: 'request-1' },
    ],
  }
}
