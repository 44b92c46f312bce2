import type { ShownNode } from './types.ts'

/** Whether requests are answered there now. */
export function isLive(node: ShownNode): boolean {
  if (node.kind === 'DEPLOYMENT') return node.properties['state'] === 'READY'
  return node.kind === 'ENDPOINT' && node.properties['isLive'] === true
}
