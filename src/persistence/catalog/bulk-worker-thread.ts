import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '../../kernel/invariant.ts'
import { openDatabase } from '../database.ts'
import { type BulkResult, type BulkWork, doBulkWork } from './bulk-work.ts'

/** What the thread answers to each piece of work. */
export type BulkAnswer =
  | { readonly ok: true; readonly result: BulkResult }
  | { readonly ok: false; readonly error: unknown }

const port = parentPort
// Set by `createBulkWorker`, which is the only one to start this thread.
const { path } = workerData as { readonly path: string }
invariant(port !== null, 'This file runs as a thread')

const database = await openDatabase(`sqlite:${path}`, { isRepeatable: true })

const answerTo = async (work: BulkWork): Promise<BulkAnswer> => {
  try {
    return { ok: true, result: await doBulkWork(database, work) }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? new Error(error.message, { cause: error.cause }) : error }
  }
}

port.on('message', (work: BulkWork) => {
  void answerTo(work).then((answer) => port.postMessage(answer))
})
