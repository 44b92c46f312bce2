#!/usr/bin/env node
import { keepCompiledCode } from './cli/compile-cache.ts'
import { keepWasmWrappers } from './cli/wasm-wrappers.ts'
import { holdYoungHeap } from './cli/young-heap.ts'

keepWasmWrappers()
keepCompiledCode()
const releaseYoungHeap = holdYoungHeap()
const { runCli } = await import('./cli/program.ts')
releaseYoungHeap()

process.exitCode = await runCli(process.argv)
