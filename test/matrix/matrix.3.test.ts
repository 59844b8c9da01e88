import { testSlice } from './testSlice';

testSlice(3, 4);
