// Only as much as the guides call.
declare module '@tanstack/react-query' {
  export class QueryClient {
    clear(): void;
  }
}
declare module '@apollo/client' {
  export class InMemoryCache {}
  export class HttpLink {
    constructor(options: { uri: string });
  }
  export class ApolloClient {
    constructor(options: { link: HttpLink; cache: InMemoryCache });
    clearStore(): Promise<unknown[]>;
  }
}
declare module '@aws-amplify/datastore' {
  export const DataStore: { clear(): Promise<void> };
}
declare module '@/amplify_outputs.json' {
  const outputs: { version: string };
  export default outputs;
}
