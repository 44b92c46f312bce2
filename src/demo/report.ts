import type { DemoAnswer } from './ask.ts'
import type { DemoOptions, DemoOutput } from './options.ts'

/** Prints question, answer, address and principals; as one line of JSON when asked. */
export function report(answer: DemoAnswer, options: DemoOptions, output: DemoOutput): void {
  if (options.json) {
    output.data(JSON.stringify(answer))
    return
  }
  output.data(`\nQuestion\n\n${answer.question}\nAnswer\n\n${JSON.stringify(answer.answer, null, 2)}\n`)
  if (options.once) return
  const principals = answer.principals.map((item) => `  ${item.name} (${item.roles.join(', ')})  ${item.token}`)
  const sources = answer.sources.map((item) => `  ${item.id.padEnd(10)} ${item.kind.padEnd(15)} ${item.url}`)
  output.data(
    [
      `GraphQL:     ${answer.url}/graphql   (open it in a browser for GraphiQL)`,
      'Principals and their tokens:',
      ...principals,
      'Tools behind it:',
      ...sources,
      '\nCtrl-C stops everything.',
    ].join('\n'),
  )
}
