import type { Command } from 'commander'
import { processOutput } from './output.ts'

/** `modelwarden schema print`: the schema as text, for clients and for composition. */
export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('the GraphQL schema')
    .command('print')
    .description('print the schema as SDL')
    .option('--subgraph', 'with federation directives, for composition into a supergraph')
    .action(async (options: { subgraph?: boolean }) => {
      const { printPublicSchema, printSubgraphSdl } = await import('../graphql/print-schema.ts')
      processOutput.data(options.subgraph ? printSubgraphSdl() : printPublicSchema())
    })
}
