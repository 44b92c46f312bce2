import type { Command } from 'commander'
import { printPublicSchema, printSubgraphSdl } from '../graphql/print-schema.ts'
import { processOutput } from './output.ts'

/** `modelwarden schema print`: the schema as text, for clients and for composition. */
export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('the GraphQL schema')
    .command('print')
    .description('print the schema as SDL')
    .option('--subgraph', 'with federation directives, for composition into a supergraph')
    .action((options: { subgraph?: boolean }) => {
      processOutput.data(options.subgraph ? printSubgraphSdl() : printPublicSchema())
    })
}
