/** Reads and writes IndexedDB directly, as someone with the device in hands would. */
export async function readRaw(databaseName: string): Promise<Map<string, unknown>> {
  return withRecords(databaseName, 'readonly', async (records) => {
    const [keys, values] = await Promise.all([settled(records.getAllKeys()), settled(records.getAll())])
    return new Map(keys.map((key, position) => [String(key), values[position]]))
  })
}

export async function writeRaw(databaseName: string, key: string, value: unknown): Promise<void> {
  await withRecords(databaseName, 'readwrite', async (records) => {
    if (value === undefined) await settled(records.delete(key))
    else await settled(records.put(value, key))
  })
}

async function withRecords<Result>(
  databaseName: string,
  mode: IDBTransactionMode,
  work: (records: IDBObjectStore) => Promise<Result>,
): Promise<Result> {
  const database = await settled(indexedDB.open(databaseName))
  try {
    return await work(database.transaction('vault', mode).objectStore('vault'))
  } finally {
    database.close()
  }
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
