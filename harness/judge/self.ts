import type { NodeEvidence } from '../domain/evidence.ts'
import type { Connection, MethodName } from '../protocol/messages.ts'
import { against, type Finding } from './finding.ts'
import { answers, said } from './said.ts'
import { storiesOf, type Mention, type Story } from './stories.ts'

/** Where one node contradicts itself, or the time that the harness measured around its answers. */
export function selfContradictions(node: NodeEvidence): Finding[] {
  return [
    ...storiesOf(node).flatMap((story) => [...changes(node, story), ...lifeOf(node, story)]),
    ...repeatedListings(node),
    ...agentChanges(node),
    ...tooLong(node, 'dial', ({ elapsedMs }) => elapsedMs),
    ...tooLong(node, 'ping', ({ rttMs }) => rttMs),
  ]
}

const facts = ['peerId', 'remoteAddress', 'localAddress', 'direction', 'security', 'muxer', 'limited'] as const

/** Whatever is said of a connection has to be said the same wherever it is spoken of. */
function changes(node: NodeEvidence, { id, mentions: [first, ...others] }: Story): Finding[] {
  const differing = others.flatMap((other) =>
    facts
      .filter((fact) => other.connection[fact] !== first.connection[fact])
      .map(
        (fact) =>
          `says in ${first.in} that ${fact} of connection ${id} is ${show(first, fact)}, and in ${other.in} ${show(other, fact)}`,
      ),
  )
  return [...new Set(differing)].map((sentence) => against(node, sentence))
}

function show({ connection }: Mention, fact: keyof Connection): string {
  return String(connection[fact])
}

/** Opened once, closed at most once, listed in between and only then. */
function lifeOf(node: NodeEvidence, story: Story): Finding[] {
  const mentioned = (where: Mention['in']) => story.mentions.filter((one) => one.in === where)
  const [opened, closed] = [mentioned('connection-opened'), mentioned('connection-closed')]
  const [listed, closedAt] = [mentioned('connections'), closed[0]?.atMs ?? Infinity]
  const last = answers(node, 'connections').at(-1)
  const complaints = [
    ...(opened.length === 0 ? ['and never reported that it opened'] : []),
    ...(opened.length > 1 ? [`and reported ${opened.length} times that it opened`] : []),
    ...(closed.length > 1 ? [`and reported ${closed.length} times that it closed`] : []),
    ...(closedAt < (opened[0]?.atMs ?? -Infinity) ? ['and reported that it closed before it opened'] : []),
    ...(listedAfter(node, listed, closedAt) ? ['and lists it after it closed'] : []),
    ...(last !== undefined && isMissingFrom(last, opened[0], closedAt, listed)
      ? ['and does not list it, though it never closed']
      : []),
  ]
  return complaints.map((complaint) => against(node, `has connection ${story.id}, ${complaint}`))
}

/** Asked after the close was reported, so that a listing which the close overtook doesn't count. */
function listedAfter(node: NodeEvidence, listed: readonly Mention[], closedAt: number): boolean {
  const asked = answers(node, 'connections').filter(({ askedMs }) => askedMs >= closedAt)
  return listed.some(({ atMs }) => asked.some((answer) => answer.atMs === atMs))
}

function isMissingFrom(
  last: { readonly askedMs: number; readonly atMs: number },
  opened: Mention | undefined,
  closedAt: number,
  listed: readonly Mention[],
): boolean {
  const wasOpen = opened !== undefined && opened.atMs <= last.askedMs && closedAt === Infinity
  return wasOpen && !listed.some(({ atMs }) => atMs === last.atMs)
}

function repeatedListings(node: NodeEvidence): Finding[] {
  return answers(node, 'connections').flatMap(({ result: { connections } }) => {
    const ids = connections.map(({ id }) => id)
    const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
    return [...repeated].map((id) => against(node, `lists connection ${id} more than once`))
  })
}

function agentChanges(node: NodeEvidence): Finding[] {
  return [...Map.groupBy(said(node, 'identified'), ({ peerId }) => peerId)].flatMap(([peerId, events]) => {
    const agents = [...new Set(events.map(({ agent }) => agent))]
    return agents.length < 2 ? [] : [against(node, `identified ${peerId} as ${agents.join(' and as ')}`)]
  })
}

/** Clocks tick differently, and rounding adds to that. */
const toleranceMs = 5

/** What a node says that something took can't be more than it took from request to answer. */
function tooLong<M extends MethodName>(
  node: NodeEvidence,
  method: M,
  claimed: (result: ReturnType<typeof answers<M>>[number]['result']) => number,
): Finding[] {
  return answers(node, method)
    .map(({ askedMs, atMs, result }) => ({ tookMs: atMs - askedMs, ms: claimed(result) }))
    .filter(({ tookMs, ms }) => ms > tookMs + toleranceMs)
    .map(({ tookMs, ms }) =>
      against(node, `says that its ${method} took ${round(ms)} ms, and it was answered within ${round(tookMs)} ms`),
    )
}

function round(ms: number): string {
  return String(Math.round(ms * 10) / 10)
}
