import type {
  CatalogRecord,
  DatasetInputRecord,
  DatasetRole,
  MetricRecord,
  RunRecord,
} from '../../../src/connector/records.ts'
import { aLoggedModel, aMetric, aModel, anExperiment, anInput, aRun, aVersion } from '../../store/records.ts'
import type { ToolPlan } from './plans.ts'
import type { Place, Words } from './words.ts'

type Plan<Name extends keyof ToolPlan> = ToolPlan[Name][number]

/** The records of a tool's plan, parents first, with a word of its own in everything that can be read. */
export function recordsOfPlan(plan: ToolPlan, source: string, words: Words): readonly CatalogRecord[] {
  const builder = new RecordBuilder(source, words, plan)
  return [
    ...plan.datasets.map((each) => builder.dataset(each)),
    ...plan.experiments.flatMap((each) => builder.experiment(each)),
    ...plan.models.flatMap((each) => builder.model(each)),
    ...plan.deployments.map((each) => builder.deployment(each)),
  ]
}

class RecordBuilder {
  readonly #source: string
  readonly #words: Words
  readonly #runs: readonly string[]
  readonly #logged: readonly string[]
  readonly #plan: ToolPlan

  constructor(source: string, words: Words, plan: ToolPlan) {
    this.#source = source
    this.#words = words
    this.#plan = plan
    this.#runs = plan.experiments.flatMap(({ number, runs }) => runs.map((_run, at) => this.#runId(number, at)))
    this.#logged = plan.experiments.flatMap(({ number, logged }) =>
      logged.map((_each, at) => this.#loggedId(number, at)),
    )
  }

  model({ number, tags, alias, versions }: Plan<'models'>): readonly CatalogRecord[] {
    const name = this.#words.of(`model ${number}`)
    const place = this.#place('Model', name)
    this.#words.on(place, `model ${number}`)
    const record = aModel(name, {
      description: this.#own(place, 'description'),
      tags: { ...tags, ...this.#note(place), ...this.#contact(place, number % 2 === 0) },
      aliases: alias ? [{ alias: 'champion', version: String(versions.length) }] : [],
    })
    return [record, ...versions.map((version, at) => this.#version(name, { number, version, at }))]
  }

  #version(
    name: string,
    {
      number,
      version: { tags, run, logged, copied, personal },
      at,
    }: { readonly number: number; readonly version: Plan<'models'>['versions'][number]; readonly at: number },
  ): CatalogRecord {
    const nativeId = `${name}\n${at + 1}`
    const place = this.#place('ModelVersion', nativeId)
    this.#words.on(place, `model ${number}`)
    return aVersion(name, at + 1, {
      tags: { ...tags, ...this.#note(place), ...this.#contact(place, !personal) },
      description: this.#own(place, 'description'),
      author: personal ? this.#email(place, 'author') : this.#own(place, 'author'),
      runId: run === null ? null : (this.#runs[run] ?? null),
      loggedModelId: logged === null ? null : (this.#logged[logged] ?? null),
      sourceUri: this.#files(place),
      copiedFrom: copied && at > 0 ? { modelName: name, version: String(at) } : null,
    })
  }

  experiment({ number, tags, runs, logged }: Plan<'experiments'>): readonly CatalogRecord[] {
    const id = this.#words.of(`experiment ${this.#source} ${number}`)
    const place = this.#place('Experiment', id)
    this.#words.on(place, `experiment ${this.#source} ${number}`)
    const own = { ...tags, ...this.#note(place), ...this.#contact(place, number % 2 === 0) }
    const name = this.#words.on(place, `experiment name ${number}`)
    return [
      anExperiment(id, { name, tags: own, artifactUri: this.#files(place) }),
      ...runs.map((run, at) => this.#run(id, { number, run, at })),
      ...logged.map((each, at) => this.#loggedModel(id, { number, each, at })),
    ]
  }

  #run(
    experimentId: string,
    {
      number,
      run,
      at,
    }: { readonly number: number; readonly run: Plan<'experiments'>['runs'][number]; readonly at: number },
  ): RunRecord {
    const id = this.#runId(number, at)
    const place = this.#place('Run', id)
    this.#words.on(place, `run ${this.#source} ${number} ${at}`)
    const inputs = run.inputs.map(({ data, digest, role }) => this.#input(data, digest, role))
    return aRun(id, {
      experimentId,
      name: this.#own(place, 'name'),
      tags: { ...run.tags, ...this.#note(place), ...this.#contact(place, !run.isPersonal) },
      params: { depth: this.#own(place, 'param') },
      metrics: [this.#metric(place, run.measured)],
      user: run.isPersonal ? this.#email(place, 'user') : this.#own(place, 'user'),
      status: run.isFinished ? 'FINISHED' : 'RUNNING',
      parentRunId: run.isNested && at > 0 ? this.#runId(number, at - 1) : null,
      inputs,
      outputModelIds: this.#loggedBy(number, at),
      codeCommit: run.hasCode ? this.#own(place, 'commit') : null,
      repository: run.hasCode ? `https://code.example/${this.#own(place, 'repository')}` : null,
      artifactUri: this.#files(place),
      createdAt: 2_000 + number * 10 + at,
    })
  }

  #loggedModel(
    experimentId: string,
    {
      number,
      each,
      at,
    }: { readonly number: number; readonly each: Plan<'experiments'>['logged'][number]; readonly at: number },
  ): CatalogRecord {
    const id = this.#loggedId(number, at)
    const place = this.#place('LoggedModel', id)
    this.#words.on(place, `logged ${this.#source} ${number} ${at}`)
    return aLoggedModel(id, {
      experimentId,
      name: this.#own(place, 'name'),
      tags: { ...each.tags, ...this.#note(place) },
      params: { depth: this.#own(place, 'param') },
      metrics: [this.#metric(place, each.measured ? { data: 0, digest: 'a' } : null)],
      sourceRunId: each.run === null ? null : this.#runIdIn(number, each.run),
      artifactUri: this.#files(place),
    })
  }

  dataset({ number, tags, digests }: Plan<'datasets'>): CatalogRecord {
    const name = this.#dataName(number)
    const place = this.#place('Dataset', name)
    this.#words.on(place, `data ${number}`)
    const versions = digests.map((digest) => {
      const { name: _name, role: _role, context: _context, ...facts } = this.#input(number, digest, 'TRAIN')
      return facts
    })
    const plain = { workspace: '', createdAt: 700, updatedAt: 700 } as const
    const description = this.#own(place, 'description')
    const own = { ...tags, ...this.#note(place) }
    return { kind: 'Dataset', nativeId: name, name, ...plain, description, tags: own, versions }
  }

  deployment({ number, model, version, binding }: Plan<'deployments'>): CatalogRecord {
    const name = this.#words.of(`deployment ${number}`)
    const place = this.#place('Deployment', name)
    this.#words.on(place, `deployment ${number}`)
    const modelName = this.#words.of(`model ${model}`)
    const nativeId = `${modelName}\n${version + 1}`
    const isRegistered = this.#plan.models.some((each) => each.number === model && version < each.versions.length)
    const served = isRegistered ? this.#addressOf(this.#place('ModelVersion', nativeId), place) : this.#files(place)
    return {
      kind: 'Deployment',
      workspace: '',
      nativeId: name,
      name,
      createdAt: 900,
      versions: [
        {
          version: '1',
          state: 'READY',
          reason: null,
          platform: this.#own(place, 'platform'),
          artifactUri: served,
          declared:
            binding === 'DECLARED' ? { ref: `models:/${modelName}/${version + 1}`, source: this.#source } : null,
          inputs: null,
          outputs: null,
        },
      ],
      endpoints: [{ protocol: 'http', url: `https://${this.#own(place, 'endpoint', 'sensitive:read')}.example/` }],
    }
  }

  /** Facts of data are those of its name and digest, whoever tells them. */
  #input(number: number, digest: string, role: DatasetRole): DatasetInputRecord {
    const name = this.#dataName(number)
    this.#words.on(this.#place('Dataset', name), `data ${number}`)
    const place = this.#place('DataVersion', `${name}\n${digest}`)
    this.#words.on(place, `data ${number}`)
    const columns = [{ name: this.#own(place, 'column', 'columns'), type: 'long', required: null, shape: null }]
    const originUri = `s3://lake/${this.#own(place, 'origin', 'sensitive:read')}`
    return anInput(name, digest, { role, originUri, columns })
  }

  #metric(place: Place, measured: { readonly data: number; readonly digest: string } | null): MetricRecord {
    const key = `m${this.#own(place, 'metric')}`
    if (measured === null) return aMetric(key, 0.5)
    const { data, digest } = measured
    this.#words.on(place, `data ${data}`, { source: this.#source, name: this.#dataName(data), digest })
    return aMetric(key, 0.5, { datasetName: this.#dataName(data), datasetDigest: digest })
  }

  #loggedBy(number: number, run: number): readonly string[] {
    const plan = this.#plan.experiments.find((each) => each.number === number)
    return (plan?.logged ?? []).flatMap((each, at) =>
      each.run !== null && this.#runIdIn(number, each.run) === this.#runId(number, run)
        ? [this.#loggedId(number, at)]
        : [],
    )
  }

  /** One of the runs of an experiment; null where it has none. */
  #runIdIn(number: number, pick: number): string | null {
    const length = this.#plan.experiments.find((each) => each.number === number)?.runs.length ?? 0
    return length === 0 ? null : this.#runId(number, pick % length)
  }

  #place(kind: Place['kind'], nativeId: string): Place {
    return { source: this.#source, kind, nativeId }
  }

  #own(place: Place, field: string, need: Parameters<Words['on']>[2] = null): string {
    return this.#words.on(place, `${place.source} ${place.kind} ${place.nativeId} ${field}`, need)
  }

  #note(place: Place) {
    return { note: this.#own(place, 'note') }
  }

  #email(place: Place, field: string): string {
    return `${this.#own(place, field, 'sensitive:read')}@people.example`
  }

  #contact(place: Place, has: boolean): Readonly<Record<string, string>> {
    return has ? { contact: this.#email(place, 'contact') } : {}
  }

  /** An address of files, and in it a part that the name of the file tells too. */
  #files(place: Place): string {
    return this.#addressOf(place, place)
  }

  #addressOf(files: Place, teller: Place): string {
    const label = (field: string) => `${files.source} ${files.kind} ${files.nativeId} ${field}`
    for (const place of [files, teller]) {
      this.#words.on(place, label('address'), 'sensitive:read')
      this.#words.on(place, label('file'), 'sensitive:read')
    }
    this.#words.on(files, label('file'), 'artifact:read')
    return `box://${this.#source}/${this.#words.of(label('address'))}/${this.#words.of(label('file'))}`
  }

  #runId(number: number, at: number): string {
    return this.#words.of(`run ${this.#source} ${number} ${at}`)
  }

  #loggedId(number: number, at: number): string {
    return this.#words.of(`logged ${this.#source} ${number} ${at}`)
  }

  #dataName(number: number): string {
    return this.#words.of(`data ${number}`)
  }
}
