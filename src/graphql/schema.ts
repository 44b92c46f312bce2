import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { type DocumentNode, defaultFieldResolver, type GraphQLSchema, isObjectType, parse } from 'graphql'
import { invariant } from '../kernel/invariant.ts'
import { packageRoot } from '../kernel/package-version.ts'
import { noteTimes } from './answers/note-times.ts'
import { typeRules } from './authorisation.ts'
import { bounded } from './bounded.ts'
import { readingAhead } from './read-ahead.ts'
import { accessResolvers } from './resolvers/access.ts'
import { approvalMutationResolvers } from './resolvers/approval-mutations.ts'
import { approvalPolicyResolvers } from './resolvers/approval-policies.ts'
import { approvalResolvers } from './resolvers/approvals.ts'
import { artifactResolvers } from './resolvers/artifacts.ts'
import { auditResolvers } from './resolvers/audit.ts'
import { commonResolvers } from './resolvers/common.ts'
import { consumerResolvers } from './resolvers/consumers.ts'
import { datasetResolvers } from './resolvers/datasets.ts'
import { delegationResolvers } from './resolvers/delegations.ts'
import { deploymentResolvers } from './resolvers/deployments.ts'
import { evidenceResolvers } from './resolvers/evidence.ts'
import { exceptionResolvers } from './resolvers/exceptions.ts'
import { experimentResolvers } from './resolvers/experiments.ts'
import { federationResolvers } from './resolvers/federation.ts'
import { incidentResolvers } from './resolvers/incidents.ts'
import { jobResolvers } from './resolvers/jobs.ts'
import { lineageResolvers } from './resolvers/lineage.ts'
import { modelResolvers } from './resolvers/models.ts'
import { nativeRightsResolvers } from './resolvers/native-rights.ts'
import { policyResolvers } from './resolvers/policies.ts'
import { releaseResolvers } from './resolvers/releases.ts'
import { retirementResolvers } from './resolvers/retirement.ts'
import { searchResolvers } from './resolvers/search.ts'
import { sourceResolvers } from './resolvers/sources.ts'
import { subscriptionResolvers } from './resolvers/subscriptions.ts'
import { tokenResolvers } from './resolvers/tokens.ts'
import { violationResolvers } from './resolvers/violations.ts'
import { whoCanResolvers } from './resolvers/who-can.ts'
import { masking } from './sensitive-field.ts'

const resolvers = [
  accessResolvers,
  approvalMutationResolvers,
  approvalPolicyResolvers,
  approvalResolvers,
  artifactResolvers,
  auditResolvers,
  commonResolvers,
  consumerResolvers,
  datasetResolvers,
  delegationResolvers,
  deploymentResolvers,
  evidenceResolvers,
  exceptionResolvers,
  experimentResolvers,
  federationResolvers,
  incidentResolvers,
  jobResolvers,
  lineageResolvers,
  modelResolvers,
  policyResolvers,
  releaseResolvers,
  retirementResolvers,
  searchResolvers,
  sourceResolvers,
  subscriptionResolvers,
  violationResolvers,
  whoCanResolvers,
  nativeRightsResolvers,
  tokenResolvers,
]

/** The SDL of the subgraph: every file of `schema/`, the roots before what extends them. */
export function readSchemaText(): string {
  const folder = join(packageRoot(), 'schema')
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'))
  return files
    .toSorted(rootsFirst)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

/** Relay's compiler takes an extension only after the type that it extends. */
const rootFiles: readonly string[] = ['subscriptions.graphql', 'common.graphql']

function rootsFirst(left: string, right: string): number {
  const ranks = rootFiles.indexOf(right) - rootFiles.indexOf(left)
  if (ranks !== 0) return ranks
  return left < right ? -1 : 1
}

/** Builds the executable schema. Every resolver of it ends with the request's deadline. */
export function createSchema(): GraphQLSchema {
  const typeDefs: DocumentNode = parse(readSchemaText(), { noLocation: true })
  const empty: DocumentNode = { kind: typeDefs.kind, definitions: [] }
  const schema = buildSubgraphSchema([
    { typeDefs, resolvers: {} },
    ...resolvers.map((each) => ({ typeDefs: empty, resolvers: each as never })),
  ])
  maskSensitiveFields(schema)
  noteTimes(schema)
  return boundByDeadline(schema)
}

function maskSensitiveFields(schema: GraphQLSchema): void {
  for (const [typeName, { sensitive = {} }] of Object.entries(typeRules)) {
    const type = schema.getType(typeName)
    for (const [name, rule] of Object.entries(sensitive)) {
      const field = isObjectType(type) ? type.getFields()[name] : undefined
      invariant(field !== undefined, `the rule of ${typeName}.${name} is about nothing`)
      field.resolve = masking(rule, field.resolve ?? defaultFieldResolver)
    }
  }
}

function boundByDeadline(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      if (field.resolve === undefined || field.resolve === defaultFieldResolver) continue
      field.resolve = readingAhead(field, bounded(field.resolve))
    }
  }
  return schema
}
