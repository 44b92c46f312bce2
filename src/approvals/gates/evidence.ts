import type { KnownPeople } from '../../access/ports.ts'
import type { ReproduceRecipe } from '../../catalog/api.ts'
import type { CallContext } from '../../connector/contract.ts'
import type { MetricRecord, ModelDescription } from '../../connector/records.ts'
import type { Governed, Subjects } from '../ports.ts'
import type { Subject } from '../types.ts'

/** What was measured on a version. */
export interface Measured {
  /** The latest of each, with the data where a tool tells it. */
  readonly metrics: readonly MetricRecord[]
  /** Rows of data, where a tool tells them. */
  readonly rows: readonly { readonly name: string; readonly digest: string; readonly count: number }[]
}

/** What gates look at, read from the tools. Throws a tool's `Fault`. */
export interface GateEvidence {
  measured(version: Subject, call: CallContext): Promise<Measured>
  /** The version's own description file; null when it has none. */
  described(version: Subject, call: CallContext): Promise<ModelDescription | null>
  /** What it would take to make the version again; null when no run made it. */
  recipe(version: Subject, call: CallContext): Promise<ReproduceRecipe | null>
  /** The version as its tool holds it now, its files hashed again; null when it is gone. */
  again: Subjects['again']
  governed(version: Subject): Promise<Governed | null>
  /** Everybody who is known now. */
  people(): Promise<KnownPeople>
}
