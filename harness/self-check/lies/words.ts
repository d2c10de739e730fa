import type { Connection, EventName, MethodName } from '../../protocol/messages.ts'
import { inTheMiddle, type Answer, type Event, type Lie, type Line, type Means, type Request } from './lie.ts'

type Fields = Readonly<Record<string, unknown>>

/** Changes the results of a method. */
export function answers(method: MethodName, change: (result: Fields, request: Request) => Fields): Lie {
  return answerLines(method, (answer, request) => {
    return [answer.result === undefined ? answer : { ...answer, result: change(answer.result, request) }]
  })
}

/** Says something else in place of the answers to a method, or more, or nothing. */
export function answerLines(method: MethodName, lines: (answer: Answer, request: Request) => readonly Line[]): Lie {
  return inTheMiddle(() => ({
    onAnswer: (answer, request) => (request?.method === method ? lines(answer, request) : [answer]),
  }))
}

/** Changes the data of an event. */
export function events(name: EventName, change: (data: Fields) => Fields): Lie {
  return eventLines(name, (event) => [{ ...event, data: change(event.data) }])
}

/** Says something else in place of an event, or more, or nothing. */
export function eventLines(name: EventName, lines: (event: Event) => readonly Line[]): Lie {
  return inTheMiddle(() => ({ onEvent: (event) => (event.event === name ? lines(event) : [event]) }))
}

/** Hears other parameters than it was asked for. */
export function hears(method: MethodName, change: (params: Fields) => Fields): Lie {
  return inTheMiddle(() => ({
    onRequest: (request) =>
      request.method === method ? { ...request, params: change(request.params ?? {}) } : request,
  }))
}

/** Does not do what it is asked for, and answers that. */
export function onlySays(method: MethodName, answer: Pick<Answer, 'result'> | Pick<Answer, 'error'>): Lie {
  return inTheMiddle(({ say }) => ({
    onRequest: (request) => {
      if (request.method !== method) return request
      say({ id: request.id, ...answer })
      return undefined
    },
  }))
}

export function neverAnswers(method: MethodName): Lie {
  return inTheMiddle(() => ({ onRequest: (request) => (request.method === method ? undefined : request) }))
}

/** Does something when it is asked for that for the first time, before the honest program hears of it. */
export function whenAsked(method: MethodName, act: (means: Means, request: Request) => void): Lie {
  return inTheMiddle((means) => {
    let done = false
    return {
      onRequest: (request) => {
        if (request.method === method && !done) {
          done = true
          act(means, request)
        }
        return request
      },
    }
  })
}

type Place = 'dial' | 'opened' | 'closed' | 'listed'
const everywhere: readonly Place[] = ['dial', 'opened', 'closed', 'listed']

/** Changes what it says of its connections, in these places or in all. */
export function connections(change: (honest: Connection) => object, places = everywhere): Lie {
  const changed = (fields: Fields) => ({ ...fields, connection: change(fields['connection'] as Connection) })
  const said: Partial<Record<string, Place>> = { 'connection-opened': 'opened', 'connection-closed': 'closed' }
  return inTheMiddle(() => ({
    onAnswer: (answer, request) => {
      const { result } = answer
      if (result === undefined) return [answer]
      if (request?.method === 'dial' && places.includes('dial')) return [{ ...answer, result: changed(result) }]
      if (request?.method !== 'connections' || !places.includes('listed')) return [answer]
      const listed = result['connections'] as readonly Connection[]
      return [{ ...answer, result: { connections: listed.map(change) } }]
    },
    onEvent: (event) => {
      const place = said[event.event]
      return [place !== undefined && places.includes(place) ? { ...event, data: changed(event.data) } : event]
    },
  }))
}

/** Changes the list of connections. */
export function listing(change: (honest: readonly Connection[]) => readonly object[]): Lie {
  return answers('connections', ({ connections }) => ({ connections: change(connections as readonly Connection[]) }))
}

/** Lists every connection that it ever had. */
export function listsAllItHad(): Lie {
  return inTheMiddle(() => {
    const had: Connection[] = []
    return {
      onEvent: (event) => {
        const { connection } = event.data as { connection: Connection }
        if (event.event === 'connection-opened') had.push(connection)
        return [event]
      },
      onAnswer: (answer, request) => [
        request?.method === 'connections' ? { ...answer, result: { connections: had } } : answer,
      ],
    }
  })
}
