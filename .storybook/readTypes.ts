import type { ArgTypesEnhancer } from 'storybook/internal/types';

/** Takes types and defaults as the sources write them, where the tables would say "union" and "@default". */
export const readTypes: ArgTypesEnhancer = ({ argTypes }) =>
  Object.fromEntries(
    Object.entries(argTypes).map(([name, argType]) => {
      const { description, table, type } = argType;
      const [said, byDefault] = description?.split(/\s*@default\s+/) ?? [];
      return [
        name,
        {
          ...argType,
          ...(said !== undefined && { description: said }),
          table: {
            ...table,
            ...(type?.raw && { type: { summary: withoutUndefined(type.raw) } }),
            ...(byDefault && { defaultValue: { summary: byDefault } }),
          },
        },
      ];
    }),
  );

const withoutUndefined = (type: string) =>
  type
    .replace(/\s+/g, ' ')
    .replace(/ \| undefined$/, '')
    .replace(/^\| /, '')
    .replace(/^\((\(.*\) => \w+)\)$/, '$1');
