import { answerInShort } from './answer-in-short.ts'
import type { DemoAnswer, DemoPrincipal } from './ask.ts'
import type { DemoOptions, DemoOutput } from './options.ts'

/** Prints question, answer in short, address, principals and what to try next; as one line of JSON, whole, when asked. */
export function report(answer: DemoAnswer, options: DemoOptions, output: DemoOutput): void {
  if (options.json) {
    output.data(JSON.stringify(answer))
    return
  }
  const lines = ['', 'Question', '', indented(answer.question), '', 'Answer (whole with --json)', '']
  lines.push(...answerInShort(answer.answer).map(indented), '')
  output.data([...lines, ...(options.once ? [] : whatNow(answer, options))].join('\n'))
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}

/** The administrator of the demo holds most roles there are; one is enough to know who it is. */
function about({ roles: [first = ''] }: DemoPrincipal): string {
  return first === 'viewer' ? 'viewer of one team: ask the same with this token' : first
}

function whatNow({ url, principals, sources }: DemoAnswer, { initCommand }: DemoOptions): readonly string[] {
  return [
    `GraphQL      ${url}/graphql`,
    'Tokens',
    ...principals.map((item) => `  ${item.name.padEnd(18)} ${item.token}  ${about(item)}`),
    'Tools behind it',
    ...sources.map((item) => `  ${item.id.padEnd(10)} ${item.kind.padEnd(15)} ${item.url}`),
    '',
    'Try next',
    '  Open the GraphQL address in a browser, put a token into the field at the top, and ask.',
    '  Move the alias "champion" in MLflow, or register a model, and ask again: the next answer shows it.',
    '  Ask for another champion as admin, say yes as reviewer, and MLflow has it:',
    '    mutation { requestApproval(input: { ref: "models:/tumour-classifier@challenger", environment: "production",',
    '      reason: "a try" }) { request { id state gates { gate verdict } } userErrors { message } } }',
    '    mutation { reviewRequest(input: { id: "ID", decision: APPROVE }) { request { state } userErrors { message } } }',
    `  Point it at your own tools:  ${initCommand}`,
    '',
    'Ctrl-C stops everything.',
  ]
}
