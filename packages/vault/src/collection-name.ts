declare const valueType: unique symbol

/** Names a collection and the type of the values in it. Values are JSON: what does not survive JSON is not kept. */
export interface CollectionName<Value> {
  readonly name: string
  readonly [valueType]?: Value
}

export function collectionName<Value>(name: string): CollectionName<Value> {
  return { name }
}
