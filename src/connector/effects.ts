import type { CallContext, FileContent } from './contract.ts'

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
  /**
   * The copy of a version's files that a server is to load from, named by their digest. It holds the digest of what is
   * there; null for nothing. Putting a digest copies the files that are passed along, and nothing else than them.
   */
  | {
      readonly kind: 'STAGED_FILES'
      readonly deployment: string
      /** As `filesDigest` computes it. */
      readonly digest: string
      /** Id of the source that registers the version. */
      readonly registry: string
      readonly workspace: string
      readonly model: string
      readonly version: string
    }
  /**
   * The copy of a version's files that lies below a prefix of a store under their digest, for good: what was put there is
   * never replaced, removed or undone. It holds the digest of what is there; null where it is not all there yet.
   */
  | {
      readonly kind: 'RELEASED_FILES'
      /** As the store writes paths, such as `bucket/releases`. */
      readonly prefix: string
      /** As `filesDigest` computes it. */
      readonly digest: string
      /** Id of the source that registers the version. */
      readonly registry: string
      readonly workspace: string
      readonly model: string
      readonly version: string
    }
  /**
   * What a server is told to load under a name. It holds the text of `servedText`, or another text for what was not put
   * here; that can be put again once it has been replaced.
   */
  | { readonly kind: 'SERVED_SETTINGS'; readonly deployment: string }
  /** What a server has loaded under a name and is ready with; the same texts. Never what it is only told to load. */
  | { readonly kind: 'SERVED_MODEL'; readonly deployment: string }
  /** What answers under a name: the text of what is loaded, if an inference came back from it. Nothing can be put here. */
  | { readonly kind: 'SERVED_ANSWER'; readonly deployment: string }

/** The place of a release. */
export type ReleasedFiles = Extract<EffectPlace, { kind: 'RELEASED_FILES' }>

/** The place of a copy of files. */
export type StagedFiles = Extract<EffectPlace, { kind: 'STAGED_FILES' }>

/** Files that a change takes along. */
export interface EffectFiles {
  /** Paths with `/`, relative, made of plain names, sorted. Throws a `Fault` where they cannot be read. */
  paths(call: CallContext): Promise<readonly string[]>
  /** One of them. The reader must consume or destroy the body. */
  read(path: string, call: CallContext): Promise<FileContent>
}

/** Changes that a tool takes once they are approved. Both are repeatable: whoever lost an answer may ask again. */
export interface ConnectorEffects {
  /** What a place holds now, read from the tool itself; null for nothing. Throws a `NOT_FOUND` fault for a model or version that is not there. */
  observe(place: EffectPlace, call: CallContext): Promise<string | null>
  /**
   * Makes a place hold this and nothing else; null empties it. `files` are those of a place that takes files. Throws a
   * fault that is `retryable` when the tool may not have got it.
   */
  put(place: EffectPlace, value: string | null, call: CallContext, files?: EffectFiles): Promise<void>
  /** Throws an `UNSUPPORTED_BY_TARGET` fault where the tool could never load these files there. Absent where that shows only when it does. */
  accept?(place: StagedFiles, files: EffectFiles, call: CallContext): Promise<void>
  /** Absent where a tool keeps no copies that go when nobody needs them. */
  readonly copies?: SpareCopies
}

/** Copies that lie at a tool, told by what it needs of them itself. Removing one is putting null into its place. */
export interface SpareCopies {
  /**
   * Which of these copies of a deployment lie there, made by the gateway, without the tool needing them: it has not loaded
   * them, is not told to, and nothing else in it points at them. Throws a `Fault` where that cannot be told.
   */
  spare(deployment: string, copies: readonly StagedFiles[], call: CallContext): Promise<readonly StagedFiles[]>
  /** Names of what copying or removing left half done, of a process that died. */
  leftovers(deployment: string, call: CallContext): Promise<readonly string[]>
  /** Removes those, and answers their names. For when nobody copies: whoever does loses the copy and begins again. */
  clearLeftovers(deployment: string, call: CallContext): Promise<readonly string[]>
}
