import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8 from compiling anew what WebAssembly calls often: V8 13.6 now and then ends the process when it frees what it
 * had before ("jit_page_->allocations_.erase"). Such a call then takes some 50 ns longer; a decision makes a few, an answer
 * of a tool some dozens. Only for what is loaded afterwards.
 */
export function keepWasmWrappers(): void {
  setFlagsFromString('--wasm-wrapper-tiering-budget=2000000000')
}
