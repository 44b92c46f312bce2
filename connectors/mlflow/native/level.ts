import { type NativeLevel, nativeLevels } from '../../../src/connector/index.ts'

/** What a permission of MLflow comes to. One that is not known counts as the widest. */
export function levelOf(permission: string): NativeLevel {
  if (permission === 'NO_PERMISSIONS' || permission === 'DENY') return 'NONE'
  return nativeLevels.find((level) => level === permission) ?? 'MANAGE'
}

/** The wider of two. */
export function wider(one: NativeLevel, other: NativeLevel): NativeLevel {
  return nativeLevels.indexOf(one) >= nativeLevels.indexOf(other) ? one : other
}

/** Whether it lets somebody do anything. */
export function isPositive(level: NativeLevel | null): level is Exclude<NativeLevel, 'NONE'> {
  return level !== null && level !== 'NONE'
}
