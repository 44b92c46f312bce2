import type { NativeLevel, NativeRight } from '../../../src/connector/index.ts'

/** What roles say of the things within models and experiments; null where they say nothing, and the container counts. */
export interface Within {
  readonly versions: NativeLevel | null
  readonly runs: NativeLevel | null
  readonly loggedModels: NativeLevel | null
}

/** Nothing. */
export const nothingWithin: Within = { versions: null, runs: null, loggedModels: null }

type Levels = NativeRight['levels']

/** What a level on registered models comes to: its versions go along, and their files can be read with it. */
export function modelLevels(level: NativeLevel, { versions }: Within): Levels {
  return { Model: level, ModelVersion: versions ?? level }
}

/**
 * What a level on experiments comes to. Whoever reads runs reads what data they had, too; of single experiments that is
 * left out, since the data of their runs may be anybody's.
 */
export function experimentLevels(level: NativeLevel, { runs, loggedModels }: Within, isOnAll: boolean): Levels {
  const ofRuns = runs ?? level
  const data = isOnAll && ofRuns !== 'NONE' ? ({ Dataset: 'READ', DataVersion: 'READ' } as const) : {}
  return { Experiment: level, Run: ofRuns, LoggedModel: loggedModels ?? level, ...data }
}

/** What a level on everything comes to. */
export function allLevels(level: NativeLevel): Levels {
  return { ...modelLevels(level, nothingWithin), ...experimentLevels(level, nothingWithin, true) }
}
