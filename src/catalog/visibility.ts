import type { Uid } from '../kernel/ids.ts'
import type { AccessClass, MirroredKind, MirroredObject } from './types.ts'

/** An object as access rules look at it. */
export interface SeenObject extends Pick<MirroredObject, 'uid' | 'parentUid'> {
  readonly accessClass: AccessClass
}

/** What one caller may read of the sensitive fields of an object. */
export interface SensitiveAccess {
  /** Whether all of them. */
  readonly isShown: boolean
  /** Of data: whether it is said to hold some, or nothing is known. */
  readonly holdsPersonalData: boolean
}

/**
 * Which objects one caller may see. Asks nobody: the same question has the same answer as long as it lives, which is one
 * request. Objects of one class are seen or not alike, except those that a rule names.
 */
export interface Visibility {
  /** Objects that rules name by uid. They and what is directly under them are decided one by one. */
  readonly named: ReadonlySet<Uid>
  /** Those of the classes whose objects are seen, as far as no rule names them. */
  seenClasses(classes: readonly AccessClass[]): readonly AccessClass[]
  /** Whether any object of a kind could be seen in a source, were there one. Where it is no, no tool need be asked. */
  maySeeAny(kind: MirroredKind, source: string): boolean
  /** Whether an object is seen that rules name, or that is directly under one that they name. */
  seesNamed(object: SeenObject): boolean
  /** What may be read of the sensitive fields of an object that is seen. */
  sensitive(object: SeenObject): SensitiveAccess
  /** Told of every object that was asked for by its name or id and is not shown. */
  readonly onHidden: (object: MirroredObject) => void
}
