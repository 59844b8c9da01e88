import { testSlice } from './testSlice';

testSlice(4, 4);
