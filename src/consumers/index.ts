export type { ConsumerStore } from './ports.ts'
export { type ConsumerCommand, registerConsumer } from './register-consumer.ts'
export type * from './types.ts'
