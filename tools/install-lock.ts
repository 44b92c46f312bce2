import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Runs `work` while no other process holds the lock on `file`. The lock belongs to a `flock` child that
 * lives as long as its stdin: the kernel frees it even when this process is killed.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  const holder = spawn('flock', [file, 'sh', '-c', 'echo held; cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const failed = once(holder, 'error').then(([error]) => {
    throw new Error('Cannot run flock, which comes with util-linux', { cause: error })
  })
  const waiting = setTimeout(onWait, 500)
  try {
    await Promise.race([once(holder.stdout, 'data'), failed])
    clearTimeout(waiting)
    return await work()
  } finally {
    clearTimeout(waiting)
    holder.stdin.end()
  }
}
