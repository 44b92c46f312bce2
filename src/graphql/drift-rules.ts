import type { TypeRule } from './authorisation.ts'

const part: TypeRule = { by: 'PART' }

/** The rules of what is told of drift. */
export const driftRules: Readonly<Record<string, TypeRule>> = {
  AdoptDriftError: part,
  AdoptDriftPayload: part,
  AliasPeriod: part,
  AliasPeriodConnection: part,
  AliasPeriodEdge: part,
  ResolveViolationError: part,
  ResolveViolationPayload: part,
  RevertDriftError: part,
  RevertDriftPayload: part,
  TargetDrift: part,
  Violation: { by: 'OBJECT' },
  ViolationConnection: part,
  ViolationEdge: part,
  ViolationOpened: part,
  WiderRight: part,
  WiderRightExcess: part,
}
