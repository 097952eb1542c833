/** Questions of our own that help to begin a text, by the key of the criterion; never a sentence of the standards. */
import * as m from "../../paraglide/messages.js";

const PROMPTS: Record<string, readonly (() => string)[]> = {
  reflection: [m.ui_prompt_reflection_1, m.ui_prompt_reflection_2, m.ui_prompt_reflection_3],
  "1a": [m.ui_prompt_1a_1, m.ui_prompt_1a_2, m.ui_prompt_1a_3],
  "1b": [m.ui_prompt_1b_1, m.ui_prompt_1b_2],
  "1c": [m.ui_prompt_1c_1, m.ui_prompt_1c_2],
  "2a": [m.ui_prompt_2a_1, m.ui_prompt_2a_2, m.ui_prompt_2a_3],
  "2b": [m.ui_prompt_2b_1, m.ui_prompt_2b_2],
  "2c": [m.ui_prompt_2c_1, m.ui_prompt_2c_2],
  "3a": [m.ui_prompt_3a_1, m.ui_prompt_3a_2],
  "3b": [m.ui_prompt_3b_1, m.ui_prompt_3b_2],
  "3c": [m.ui_prompt_3c_1, m.ui_prompt_3c_2],
  "3d": [m.ui_prompt_3d_1, m.ui_prompt_3d_2],
  "4a": [m.ui_prompt_4a_1, m.ui_prompt_4a_2],
  "4b": [m.ui_prompt_4b_1, m.ui_prompt_4b_2],
  "4c": [m.ui_prompt_4c_1, m.ui_prompt_4c_2],
  "4d": [m.ui_prompt_4d_1, m.ui_prompt_4d_2],
  "5a": [m.ui_prompt_5a_1, m.ui_prompt_5a_2],
  "5b": [m.ui_prompt_5b_1, m.ui_prompt_5b_2],
  "5c": [m.ui_prompt_5c_1, m.ui_prompt_5c_2],
  "6a": [m.ui_prompt_6a_1, m.ui_prompt_6a_2],
  "6b": [m.ui_prompt_6b_1, m.ui_prompt_6b_2],
  "6c": [m.ui_prompt_6c_1, m.ui_prompt_6c_2],
  "6d": [m.ui_prompt_6d_1, m.ui_prompt_6d_2],
  "7a": [m.ui_prompt_7a_1, m.ui_prompt_7a_2],
  "7b": [m.ui_prompt_7b_1, m.ui_prompt_7b_2],
  "7c": [m.ui_prompt_7c_1, m.ui_prompt_7c_2],
};

/** None for a criterion that somebody's own programme brings along. */
export function promptsFor(key: string): string[] {
  return (PROMPTS[key] ?? []).map((prompt) => prompt());
}
