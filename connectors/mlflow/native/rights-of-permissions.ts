import type { NativeLevel, NativeRight } from '../../../src/connector/index.ts'
import type { UserWithPermissions } from '../wire/user.ts'
import { isPositive, levelOf } from './level.ts'
import { experimentLevels, modelLevels, nothingWithin } from './levels-of.ts'

/** What a user's permissions come to in releases that have no roles: one a model or experiment, before the default. */
export function rightsOfPermissions(
  { experiment_permissions: experiments, registered_model_permissions: models }: UserWithPermissions,
  workspace: string,
): readonly NativeRight[] {
  return [
    ...grouped(
      'Model',
      workspace,
      models.map(({ name, permission }) => [name, levelOf(permission)]),
    ),
    ...grouped(
      'Experiment',
      workspace,
      experiments.map((each) => [each.experiment_id, levelOf(each.permission)]),
    ),
  ]
}

function grouped(
  kind: 'Model' | 'Experiment',
  workspace: string,
  given: readonly (readonly [string, NativeLevel])[],
): readonly NativeRight[] {
  return [...Map.groupBy(given, ([, level]) => level)].flatMap(([level, group]) => {
    if (!isPositive(level)) return []
    const levels = kind === 'Model' ? modelLevels(level, nothingWithin) : experimentLevels(level, nothingWithin, false)
    const on = { kind, nativeIds: group.map(([id]) => id).toSorted() }
    return { workspace, origin: 'DIRECT', role: null, level, levels, on, except: null }
  })
}
