import { connect as connectSocket, type Socket } from 'node:net'
import type { ConformanceSubject } from '../../../../src/connector/conformance.ts'
import type { Connector, ConnectorManifest, CrawlBatch, CrawlRequest } from '../../../../src/connector/contract.ts'
import type { ConnectorHost } from '../../../../src/connector/host.ts'
import { Fault, type FaultFacts } from '../../../../src/kernel/problem.ts'

/** Breaks a good connector in one way. */
export type Mutation = (subject: ConformanceSubject) => ConformanceSubject

/** Sockets that a broken connector left open, for the test to end. */
export const leakedSockets = new Set<Socket>()

type MemberName =
  | 'modelRegistry'
  | 'experimentTracker'
  | 'datasetCatalogue'
  | 'artifactStore'
  | 'deploymentSystem'
  | 'monitor'

/** Replaces parts of the manifest. */
export const manifestWith =
  (patch: Partial<ConnectorManifest>): Mutation =>
  (subject) => ({ ...subject, manifest: { ...subject.manifest, ...patch } })

/** Replaces members of the live connector. */
export const connectorWith =
  (change: (connector: Connector, host: ConnectorHost, subject: ConformanceSubject) => Partial<Connector>): Mutation =>
  (subject) => {
    const connect = (config: unknown, host: ConnectorHost): Connector => {
      const connector = subject.manifest.connect(config, host)
      return { ...connector, ...change(connector, host, subject) }
    }
    return manifestWith({ connect })(subject)
  }

/** Replaces methods of one member. */
export function memberWith<Name extends MemberName>(
  name: Name,
  change: (
    member: NonNullable<Connector[Name]>,
    host: ConnectorHost,
    subject: ConformanceSubject,
  ) => Partial<NonNullable<Connector[Name]>>,
): Mutation {
  return connectorWith((connector, host, subject) => {
    const member = connector[name]
    if (member === undefined) throw new Error(`The reference connector has no ${name}`)
    return { [name]: { ...member, ...change(member, host, subject) } }
  })
}

type Crawl = NonNullable<Connector['crawl']>

/** The crawl of a connector that has one. */
export function crawlOf(connector: Connector): Crawl {
  const crawl = connector.crawl?.bind(connector)
  if (crawl === undefined) throw new Error('The reference connector has no crawl')
  return (request, call) => crawl(request, call)
}

/** Changes each batch of a crawl. */
export const batchesWith = (
  change: (batch: CrawlBatch, request: CrawlRequest, index: number) => CrawlBatch,
): Mutation =>
  connectorWith((connector) => ({
    async *crawl(request, call) {
      let index = 0
      for await (const batch of crawlOf(connector)(request, call)) {
        yield change(batch, request, index)
        index += 1
      }
    },
  }))

/** A batch read that forgets its duplicates: every key is asked once. */
export const unique = <Key extends { readonly nativeId: string }>(keys: readonly Key[]) => [
  ...new Map(keys.map((key) => [key.nativeId, key])).values(),
]
/** Turns an answer round. */
export const reversed = <Item>(items: readonly Item[]): readonly Item[] => items.toReversed()
/** Leaves nulls out of an answer. */
export const present = <Item>(items: readonly (Item | null)[]): readonly Item[] => items.filter((item) => item !== null)
/** Gives creation times in seconds. */
export const seconds = <Item extends { readonly createdAt: number | null } | null>(
  items: readonly Item[],
): readonly Item[] =>
  items.map((item) => (item === null ? item : { ...item, createdAt: Math.floor((item.createdAt ?? 0) / 1_000) }))

/** A signal of its own, instead of the caller's. */
export const signalOf = (): AbortSignal => AbortSignal.timeout(5_000)
/** One call to the reference tool, whatever it answers. */
export const health = (host: ConnectorHost, url: string) =>
  host.http({ baseUrl: url }).json({ path: '/health', signal: signalOf() })
/** A fault with the given facts. */
export const fault = (facts: Partial<FaultFacts>) =>
  new Fault({
    code: 'UPSTREAM_UNAVAILABLE',
    publicMessage: 'Away.',
    internalMessage: 'away',
    retryable: true,
    ...facts,
  })

/** Turns every failure of the probe into another. */
export const probeFailingWith = (change: (error: unknown, subject: ConformanceSubject) => unknown): Mutation =>
  connectorWith((connector, _host, subject) => ({
    probe: (call) =>
      connector.probe(call).catch((error: unknown) => {
        throw change(error, subject)
      }),
  }))

/** Address of the reference tool. */
export const urlOf = (subject: ConformanceSubject): string =>
  subject.manifest.describeUrl(subject.manifest.config.parse(subject.config))

/** Opens a connection to an address and leaves it to the test to end. */
export function leakSocket(url: string): void {
  const { hostname, port } = new URL(url)
  leakedSockets.add(connectSocket(Number(port), hostname).on('error', () => undefined))
}

/** Ends what broken connectors left behind. */
export function endLeakedSockets(): void {
  for (const socket of leakedSockets) socket.destroy()
  leakedSockets.clear()
}

/** Broken connectors by the name of the check that must notice. */
export type MutationTable = Readonly<Record<string, readonly Mutation[]>>
