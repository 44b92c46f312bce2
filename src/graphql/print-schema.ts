import { buildASTSchema, type DirectiveNode, Kind, parse, printSchema, visit } from 'graphql'
import { readSchemaText } from './schema.ts'

const federationDirectives = new Set(['link', 'key', 'shareable', 'cost', 'listSize'])

/** The schema as a client sees it, without what only federation needs. */
export function printPublicSchema(): string {
  const document = visit(parse(readSchemaText()), {
    [Kind.SCHEMA_EXTENSION]: () => null,
    [Kind.DIRECTIVE]: (node: DirectiveNode) => (federationDirectives.has(node.name.value) ? null : undefined),
  })
  return printSchema(buildASTSchema(document))
}

/** The schema as a composer takes it: with federation directives, as it is written. */
export function printSubgraphSdl(): string {
  return readSchemaText()
}
