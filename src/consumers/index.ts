export type { ConsumerStore } from './ports.ts'
export { type ConsumerCommand, type RegisteredConsumer, registerConsumer } from './register-consumer.ts'
export type * from './types.ts'
