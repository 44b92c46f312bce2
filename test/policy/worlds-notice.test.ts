import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import type { KeptAnswers } from '../../src/graphql/index.ts'
import type { LineageBasis, LineageChanges } from '../../src/lineage/index.ts'

/** The worlds are the same each time, so that a guard that is switched off is noticed after the same number of them. */
const seed = 20_261_121

/** Most are noticed within ten. */
const worldsMax = 80

afterEach(() => void vi.resetModules())

/** The number of the first world that does not hold; null when all do. */
async function firstFailure(): Promise<number | null> {
  const { gatewayWorld } = await import('./gateway/gateway-world.ts')
  const { playGatewayWorld } = await import('./gateway/play.ts')
  const { Stage } = await import('./gateway/stage.ts')
  const stage = await Stage.open({ engine: 'sqlite', cache: 'memory' })
  const tally = { decisions: 0, denials: 0, lineage: new Map<string, number>() }
  const found = await fc.check(
    fc.asyncProperty(gatewayWorld, (facts) => playGatewayWorld(stage, facts, tally)),
    { seed, numRuns: worldsMax, endOnFailure: true },
  )
  return found.failed ? found.numRuns : null
}

type Module = Record<string, unknown>

/** One guard, or two of which each covers for the other, and what stands in for them. */
interface Guard {
  readonly name: string
  readonly modules: readonly { readonly path: string; readonly without: (original: Module) => Module }[]
}

/** Calls what a guard stands in for. It keeps its own types in its own file; here it is only passed on. */
function call(module: Module, name: string, given: readonly never[]): unknown {
  const original = module[name] as (...given: readonly never[]) => unknown
  return original(...given)
}

const identity = <Value>(value: Value) => value

const guards: readonly Guard[] = [
  {
    name: 'the row check',
    modules: [
      {
        path: '../../src/persistence/catalog/row-check.ts',
        without: () => ({ checkRowsOf: (reads: unknown) => reads }),
      },
    ],
  },
  {
    name: 'the condition that narrows lists',
    modules: [
      {
        path: '../../src/persistence/catalog/row-scope.ts',
        without: (module) => ({
          createRowScope: async (...given: never[]) => ({
            ...((await call(module, 'createRowScope', given)) as Module),
            condition: () => sql`1 = 1`,
          }),
        }),
      },
    ],
  },
  {
    name: 'the edge filter of lineage',
    modules: [
      {
        path: '../../src/lineage/restrict.ts',
        without: () => ({ restrict: identity, withoutHidden: identity }),
      },
    ],
  },
  {
    name: 'what a walk knows of who may see a node',
    modules: [
      {
        path: '../../src/lineage/sight.ts',
        without: (module) => ({
          WalkSight: class extends (module['WalkSight'] as new (...given: never[]) => object) {
            mayCount = () => true
            hiddenOf = () => new Set()
          },
        }),
      },
    ],
  },
  {
    name: 'the principal in the key of remembered decisions',
    modules: [asked(([epoch, set, , action, given]) => [epoch, set, action, given])],
  },
  {
    name: 'the digest of the policies in the key of remembered decisions, and the epoch, of which each covers for the other',
    modules: [asked(([, set, entity, action, given]) => [JSON.parse(String(set))[1], entity, action, given])],
  },
  {
    name: 'the individual that a rule names in the key of remembered decisions',
    modules: [
      {
        path: '../../src/access/policy/asked.ts',
        without: () => ({ resourceKey: (_asked: unknown, { classKey }: { readonly classKey: string }) => classKey }),
      },
    ],
  },
  {
    name: 'the look at the epoch before each request',
    modules: [
      {
        path: '../../src/access/policy/in-force.ts',
        without: (module) => ({
          createPolicyInForce: (...given: never[]) => {
            const inForce = call(module, 'createPolicyInForce', given) as { current: () => Promise<unknown> }
            let first: Promise<unknown> | undefined
            return { ...inForce, current: () => (first ??= inForce.current()) }
          },
        }),
      },
    ],
  },
  {
    name: 'the look for classes that others have added, at each request and before an object is shown, of which each covers for the other',
    modules: [
      {
        path: '../../src/persistence/catalog/access-class-registry.ts',
        without: (module) => ({
          createAccessClassRegistry: (...given: never[]) =>
            readOnce(call(module, 'createAccessClassRegistry', given) as Registry),
        }),
      },
    ],
  },
  {
    name: 'the check of cursors',
    modules: [{ path: '../../src/graphql/cursor.ts', without: () => ({ cursorsOf: identity }) }],
  },
  {
    name: 'the masking of sensitive fields',
    modules: [
      {
        path: '../../src/graphql/sensitive-field.ts',
        without: () => ({ masking: (_rule: unknown, resolve: unknown) => resolve }),
      },
    ],
  },
  {
    name: 'the tags that a tool has just told',
    modules: [
      { path: '../../src/persistence/catalog/access-class.ts', without: () => ({ hasOtherTags: () => false }) },
    ],
  },
  {
    name: 'the rights to the files of an object',
    modules: [{ path: '../../src/composition/allowed-artifacts.ts', without: () => ({ allowedArtifacts: identity }) }],
  },
  {
    name: 'the rights of the caller in the key of kept answers',
    modules: [
      {
        path: '../../src/graphql/answers/kept-answers.ts',
        without: (module) => ({
          createKeptAnswers(...given: never[]) {
            const answers = call(module, 'createKeptAnswers', given) as KeptAnswers
            return { ...answers, keyOf: (body: unknown) => answers.keyOf(body, '') }
          },
        }),
      },
    ],
  },
  {
    name: 'the look at what has changed since lineage was kept',
    modules: [
      {
        path: '../../src/cache/change-tail.ts',
        without: (module) => ({
          createChangeTail(...given: never[]) {
            const tail = call(module, 'createChangeTail', given) as LineageChanges
            return Object.assign(tail, {
              vouchedTo: async ({ sequence }: LineageBasis) => sequence,
              isUnchanged: () => true,
            })
          },
        }),
      },
    ],
  },
]

interface Registry {
  refresh(): Promise<ReadonlyMap<string, unknown>>
}

function readOnce(registry: Registry): Registry {
  let read: ReturnType<Registry['refresh']> | undefined
  return { ...registry, refresh: () => (read ??= registry.refresh()) }
}

type Key = readonly unknown[]

/** Takes something out of what tells one question from another. */
function asked(change: (key: Key) => Key): Guard['modules'][number] {
  return {
    path: '../../src/access/policy/asked.ts',
    without: (module) => ({
      prepare: (...given: never[]) => {
        const whole = call(module, 'prepare', given) as { readonly key: string }
        return { ...whole, key: JSON.stringify(change(JSON.parse(whole.key) as Key)) }
      },
    }),
  }
}

test.each(guards)(
  'the worlds notice when they lack $name',
  async ({ name, modules }) => {
    vi.resetModules()
    for (const { path, without } of modules)
      vi.doMock(path, async (importOriginal) => {
        const module = await importOriginal<Module>()
        return { ...module, ...without(module) }
      })
    try {
      const failure = await firstFailure()
      if (process.env['WORLDS_TOLD'] !== undefined) process.stderr.write(`${name}: ${failure}\n`)
      expect(failure).not.toBeNull()
    } finally {
      for (const { path } of modules) vi.doUnmock(path)
    }
  },
  600_000,
)
