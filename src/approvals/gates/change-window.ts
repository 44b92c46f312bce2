import { z } from 'zod'
import type { Gate } from '../ports.ts'
import type { GateResult } from '../types.ts'
import { defineGate, found } from './define-gate.ts'

const weekdays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 09:30')

const window = z.strictObject({
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .default([...weekdays]),
  /** From this time on, and until before that one; past midnight where it ends before it begins. The day is that of the beginning. */
  from: clockTime,
  to: clockTime,
})

const params = z.strictObject({
  /** Such as `Europe/Berlin`. */
  timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
  /** When changes may be made; at any time where there is none. */
  allow: z.array(window).default([]),
  /** When none may be made, whatever is allowed. */
  deny: z.array(window).default([]),
  /** Whole periods without changes, with offset or as UTC. */
  freezes: z
    .array(z.strictObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) }))
    .default([]),
})

type Window = z.infer<typeof window>

/** A change is made in a window that allows it, and in none that forbids it: a DENY wins. */
export const changeWindow: Gate = defineGate({
  name: 'change-window',
  description: 'The change is made while a window is open, and no freeze is on.',
  isAboutMoment: true,
  params,
  runAt: look,
  run: async ({ now }, asked) => look(now, asked),
})

/** It is about a moment: a minute later it is asked again. */
const heldMs = 60_000

function look(now: number, { timeZone, allow, deny, freezes }: z.infer<typeof params>): GateResult {
  const local = localTime(now, timeZone)
  const at = `${local.day} ${clockOf(local.minute)} (${timeZone})`
  const closed = (reason: string, explanation: string) =>
    found({ verdict: 'FAIL', reasons: [reason], explanation, inputs: { at }, expiresAt: now + heldMs })
  const freeze = freezes.find(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to))
  if (freeze !== undefined) return closed('FROZEN', `Nothing is changed until ${freeze.to}.`)
  if (deny.some((each) => isIn(each, local))) return closed('OUTSIDE_WINDOW', `Nothing is changed at ${at}.`)
  if (allow.length > 0 && !allow.some((each) => isIn(each, local)))
    return closed('OUTSIDE_WINDOW', `Changes are made ${allow.map(words).join(', or ')}; it is ${at}.`)
  return found({
    verdict: 'PASS',
    explanation: `Changes may be made at ${at}.`,
    inputs: { at },
    expiresAt: now + heldMs,
  })
}

interface LocalTime {
  readonly day: (typeof weekdays)[number]
  /** Since midnight. */
  readonly minute: number
}

function isIn({ days, from, to }: Window, { day, minute }: LocalTime): boolean {
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  const before = weekdays[(weekdays.indexOf(day) + 6) % 7]
  if (begin < end) return days.includes(day) && minute >= begin && minute < end
  const isTonight = days.includes(day) && minute >= begin
  return isTonight || (before !== undefined && days.includes(before) && minute < end)
}

function localTime(now: number, timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]))
  const name = (parts.get('weekday') ?? '').toUpperCase()
  const day = weekdays.find((each) => each === name) ?? 'MON'
  return { day, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) }
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function words({ days, from, to }: Window): string {
  return `${days.join(' ')} ${from} to ${to}`
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
