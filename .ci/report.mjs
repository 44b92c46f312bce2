/**
 * Reads what the test runner wrote: `red REPORT` names files, `counts REPORT [SECOND]` tells the counts and sets the exit code.
 * Beside each report lies what `outside-tests.mjs` noted.
 */
import { readFileSync } from 'node:fs'

const [command, ...paths] = process.argv.slice(2)
const say = (line) => process.stdout.write(`${line}\n`)

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    process.stderr.write(`The test runner left no report at ${path}.\n`)
    return null
  }
}

const isFinished = ({ status }) => status === 'passed' || status === 'failed'
const isRed = (file) => file.status !== 'passed' || file.assertionResults.some(({ status }) => status !== 'passed')

/** A process that dies takes its file along, which the report then leaves out or leaves unfinished. */
const isCutOff = (file) => file.status !== 'passed' && !file.assertionResults.some(({ status }) => status === 'failed')

/** What one run tells: its files, also those without a result, and errors that are neither of a test nor of a file cut off. */
function runOf(path) {
  const { files: due, errors } = read(`${path}.outside`) ?? { files: [], errors: 1 }
  const told = read(path)?.testResults ?? []
  const names = new Set(told.map(({ name }) => name))
  const missing = due
    .filter((name) => !names.has(name))
    .map((name) => ({ name, status: 'failed', assertionResults: [] }))
  const files = [...told, ...missing]
  return { files, errors: Math.max(0, errors - files.filter(isCutOff).length) }
}

/** Files that a second run repeated count by that; errors outside of tests count whichever run they came in. */
function merged(runs) {
  const [first, second] = runs
  const again = new Map((second?.files ?? []).map((file) => [file.name, file]))
  return {
    files: first.files.map((file) => again.get(file.name) ?? file),
    errors: runs.reduce((sum, { errors }) => sum + errors, 0),
  }
}

function counts() {
  const { CHECK, TESTS } = process.env
  const { files, errors } = merged(paths.map(runOf))
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })))
  const passed = tests.filter(({ status }) => status === 'passed').length
  const skipped = tests.filter((test) => !isFinished(test))
  let failed = tests.filter(({ status }) => status === 'failed').length
  // A file that did not load, or not end, holds no test that could have failed.
  failed += files.filter(isCutOff).length
  for (const test of skipped) say(`skipped, which fails here: ${test.file}: ${test.fullName}`)
  if (errors > 0) say(`${errors} errors outside of any test, each counted as one failure.`)
  failed += errors
  if (CHECK !== '0') {
    say(`npm run check failed (exit ${CHECK}), counted as one failure.`)
    failed += 1
  }
  if (TESTS !== '0' && failed === 0) {
    say(`npm test failed outside of any test (exit ${TESTS}), counted as one failure.`)
    failed += 1
  }
  if (passed + failed === 0) say('No test ran.')
  process.exitCode = failed > 0 || passed === 0 || skipped.length > 0 ? 1 : 0
  say(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
}

if (command === 'red') for (const { name } of runOf(paths[0]).files.filter(isRed)) say(name)
else counts()
