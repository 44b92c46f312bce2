export type { StreamResult } from './catalog/index.ts'
export { examine, type Finding } from './composition/examine.ts'
export { type ComposedMirror, compose, composeMirror, type Gateway } from './composition/gateway.ts'
export { type OpenStore, openStore } from './composition/store.ts'
