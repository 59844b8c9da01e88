import { testEntries } from './testEntries';

testEntries(1, 2);
