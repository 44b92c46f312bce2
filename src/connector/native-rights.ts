/**
 * How much a tool lets somebody do to an object, each level with everything of the ones before it: nothing; read it and
 * the files in it; use it from elsewhere in the tool; change it; give others rights to it and delete it.
 */
export const nativeLevels = ['NONE', 'READ', 'USE', 'EDIT', 'MANAGE'] as const

/** One of {@link nativeLevels}. */
export type NativeLevel = (typeof nativeLevels)[number]

/** Kinds of objects that a tool may give rights to. */
export const nativeKinds = [
  'Model',
  'ModelVersion',
  'Experiment',
  'Run',
  'LoggedModel',
  'Dataset',
  'DataVersion',
] as const

/** One of {@link nativeKinds}. */
export type NativeKind = (typeof nativeKinds)[number]

/** A right that a tool gives by itself. */
export interface NativeRight {
  /** Null for all that are read. */
  readonly workspace: string | null
  /**
   * Where it comes from: nobody is asked who they are; what whoever has an account has; an administrator's; a role's;
   * given to this one.
   */
  readonly origin: 'OPEN' | 'DEFAULT' | 'ADMIN' | 'ROLE' | 'DIRECT'
  /** Name of the role, where it comes from one. */
  readonly role: string | null
  /** As the tool has it; null where the tool does not tell. `levels` then holds the widest that it may be. */
  readonly level: NativeLevel | null
  /** What it comes to, by kind of object. A kind that is left out has nothing. */
  readonly levels: Readonly<Partial<Record<NativeKind, NativeLevel>>>
  /** The models, or experiments, that it is given on, and with each whatever is in it; null for all. */
  readonly on: { readonly kind: 'Model' | 'Experiment'; readonly nativeIds: readonly string[] } | null
  /** Those it does not reach, nor what is in them, because they are denied. */
  readonly except: { readonly kind: 'Model' | 'Experiment'; readonly nativeIds: readonly string[] } | null
}

/** Somebody whom the tool itself knows. */
export interface NativePrincipal {
  /** As the tool names them. */
  readonly name: string
  readonly rights: readonly NativeRight[]
}

/** Why an answer may leave out rights that there are. */
export const nativeGaps = ['NOT_ADMINISTRATOR', 'PRINCIPALS_NOT_LISTED', 'DEFAULT_UNKNOWN', 'GUARD_UNKNOWN'] as const

/** One of {@link nativeGaps}. */
export type NativeGap = (typeof nativeGaps)[number]

/** Rights that a tool gives by itself, whatever the gateway's policy says. */
export interface NativeRights {
  /** Who is asked who they are: nobody; everybody, by the tool; everybody, by something in front of it. */
  readonly guard: 'OPEN' | 'OWN' | 'ELSEWHERE'
  /** As whom the gateway itself comes in, as the tool names them; null where that is nobody, or not known. */
  readonly self: string | null
  /** By name, each once. */
  readonly principals: readonly NativePrincipal[]
  /** What whoever comes in has. */
  readonly everybody: readonly NativeRight[]
  /** Empty when nothing is left out. */
  readonly gaps: readonly NativeGap[]
}
