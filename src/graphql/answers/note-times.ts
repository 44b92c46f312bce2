import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
  responsePathAsArray,
} from 'graphql'
import { invariant } from '../../kernel/invariant.ts'
import type { LineageGraph, LineageSource } from '../../lineage/types.ts'
import type { GraphContext } from '../context.ts'
import { immediate } from '../immediate.ts'
import type { CacheUse, LineageAnswer, LineageDiffAnswer } from '../services.ts'
import type { AnswerRecording, AnswerTime } from './recording.ts'

type AnyResolver = GraphQLFieldResolver<unknown, GraphContext>

/** Any answer of the lineage service. */
type Answer = LineageAnswer | LineageDiffAnswer

/** What is another each time an answer is sent, by the field that tells it, and what its parent is. */
const timeOf: Readonly<Record<string, (parent: never, context: GraphContext) => AnswerTime>> = {
  'LineageCache.state': (_cache: CacheUse): AnswerTime => ({ kind: 'STATE' }),
  'LineageCache.ageMs': ({ ageMs }: CacheUse, { now }): AnswerTime => ({ kind: 'AGE', since: now() - ageMs }),
  'LineageSource.asOf': ({ source }: LineageSource): AnswerTime => ({ kind: 'SOURCE_AS_OF', source }),
  'LineageSource.lagSeconds': ({ source }: LineageSource): AnswerTime => ({ kind: 'SOURCE_LAG', source }),
  'LineageGraph.asOf': asOf,
  'LineageImpact.asOf': asOf,
  'LineageDiff.asOf': asOf,
}

function asOf(answer: Answer): AnswerTime {
  const sources = graphsOf(answer).flatMap((graph) => graph.sources.map(({ source }) => source))
  return { kind: 'AS_OF', at: asked.get(answer) ?? null, sources: [...new Set(sources)] }
}

/** The moment that an answer is about; null is now. */
const asked = new WeakMap<Answer, number | null>()

const rootFields = ['lineage', 'impact', 'diffLineage'] as const

/**
 * Lets the lineage fields of a schema tell the recording of their request, where there is one, what their answer follows
 * from and where in it times stand. Before resolvers are bound to the deadline.
 */
export function noteTimes(schema: GraphQLSchema): void {
  for (const name of rootFields) wrap(schema, `Query.${name}`, noteRoot)
  for (const [place, time] of Object.entries(timeOf))
    wrap(schema, place, (resolve) =>
      immediate((root, args, context, info) => {
        // The parent of a field is what its type says.
        context.recording?.noteTime(responsePathAsArray(info.path), time(root as never, context))
        return resolve(root, args, context, info)
      }),
    )
}

function wrap(schema: GraphQLSchema, place: string, around: (resolve: AnyResolver) => AnyResolver): void {
  const [typeName = '', name = ''] = place.split('.')
  const type = schema.getType(typeName)
  const field = isObjectType(type) ? type.getFields()[name] : undefined
  invariant(field !== undefined, `${place} is no field`)
  field.resolve = around(field.resolve ?? defaultFieldResolver)
}

function noteRoot(resolve: AnyResolver): AnyResolver {
  return async (root, args: Readonly<Record<string, unknown>>, context, info: GraphQLResolveInfo) => {
    // What the resolvers of these fields answer.
    const answer = (await resolve(root, args, context, info)) as Answer
    const { recording } = context
    if (recording !== null) noteAnswer(recording, answer, args)
    return answer
  }
}

function noteAnswer(recording: AnswerRecording, answer: Answer, args: Readonly<Record<string, unknown>>): void {
  const moments = [args['at'], args['aAt'], args['bAt']].filter((at) => typeof at === 'number')
  asked.set(answer, moments.length === 0 ? null : Math.min(...moments))
  const isSettled = graphsOf(answer).every(
    ({ truncation, sources }) => truncation !== 'TIME' && sources.every(({ error }) => error === null),
  )
  recording.noteBasis(isSettled ? answer.basis : null)
}

function graphsOf(answer: Answer): readonly LineageGraph[] {
  return 'graphs' in answer ? answer.graphs : [answer.graph]
}
