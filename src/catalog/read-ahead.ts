import type { CrawlBatch } from '../connector/contract.ts'
import type { Clock } from '../kernel/clock.ts'

/** A batch, and when its tool answered it. */
export type ReadBatch = CrawlBatch & { readonly observedAt: number }

/** Batches as they come, each next one asked for as soon as the last has come. */
export async function* readAhead(crawl: AsyncIterable<CrawlBatch>, clock: Clock): AsyncGenerator<ReadBatch> {
  const batches = crawl[Symbol.asyncIterator]()
  const ask = () => {
    const answered = batches.next().then((answer) => ({ answer, observedAt: clock.now() }))
    // It may fail while the one before is still being dealt with, and is heard of after that.
    answered.catch(() => undefined)
    return answered
  }
  let coming = ask()
  try {
    for (;;) {
      const { answer, observedAt } = await coming
      if (answer.done === true) return
      const isLast = answer.value.nextCursor !== undefined
      if (!isLast) coming = ask()
      yield { ...answer.value, observedAt }
      if (isLast) return
    }
  } finally {
    await batches.return?.()
  }
}
