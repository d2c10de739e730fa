import { expect, test } from 'vitest'
import type { Artifact } from '../domain/artifact.ts'
import { artifactFolder } from './artifact-folder.ts'

const log = (path: string): Artifact => ({ kind: 'log', role: 'dialer', path })

test.each([
  { paths: [], folder: null },
  { paths: ['cells/a/attempt-1/dialer.log'], folder: 'cells/a/attempt-1' },
  { paths: ['cells/a/attempt-1/dialer.log', 'cells/a/attempt-1/listener.log'], folder: 'cells/a/attempt-1' },
  { paths: ['cells/a/attempt-1/dialer.log', 'cells/a/attempt-2/dialer.log'], folder: 'cells/a' },
  { paths: ['cells/a/attempt-1/dialer.log', 'cells/ab/attempt-1/dialer.log'], folder: 'cells' },
])('$paths: $folder', ({ paths, folder }) => {
  expect(artifactFolder(paths.map(log))).toBe(folder)
})
