import Docker from 'dockerode'

/** Debian's docker.io, the oldest that was tried, speaks this version of the API. */
const oldestApi = '1.41'

/** The engine that DOCKER_HOST names, or this machine's own. */
export function connect(): Docker {
  return new Docker({ timeout: 60_000 })
}

export interface EngineVersion {
  readonly name: string
  readonly api: string
}

export async function versionOf(docker: Docker): Promise<EngineVersion> {
  const { Version, ApiVersion } = await docker.version()
  return { name: Version, api: ApiVersion }
}

export function isTooOld(api: string): boolean {
  return api.localeCompare(oldestApi, 'en', { numeric: true }) < 0
}

export { oldestApi }

/** What the engine answered to a request, as far as it matters here. */
interface EngineError {
  readonly statusCode?: number
  readonly code?: string
  readonly json?: { readonly message?: string }
  readonly message: string
}

/** In the engine's own words, without the client's. */
export function saidBy(error: unknown): string {
  const { json, message } = error as EngineError
  return json?.message ?? message ?? String(error)
}

/** The container is gone; other things that it needs can be missing as well. */
export function isNoContainer(error: unknown): boolean {
  return (error as EngineError).statusCode === 404 && /no such container/i.test(saidBy(error))
}

/** It is being removed already, or has ended. */
export function isGone(error: unknown): boolean {
  return [304, 404, 409].includes((error as EngineError).statusCode ?? 0)
}

export function codeOf(error: unknown): string | undefined {
  return (error as EngineError).code
}
