import manifest from '../package.json' with { type: 'json' }

// Every dependency is pinned to one version, so the manifest says what runs.
const { libp2p: version, ...dependencies } = manifest.dependencies
const matters = /^@libp2p\/|^@chainsafe\/|^node-datachannel$|^undici$/
const libraries = Object.fromEntries(Object.entries(dependencies).filter(([name]) => matters.test(name)))

export const implementation = { implementation: 'js-libp2p', version, libraries }
export const clientVersion = `js-libp2p/${version}`
