/** What is asked before a portfolio is made. All of it may stay empty. */
import type { NewPortfolio } from "../../backend";

export const STEPS = ["about", "programme", "place"] as const;
export type StepName = (typeof STEPS)[number];

export function emptyDraft(language: string): NewPortfolio {
  return {
    name: "",
    familyName: "",
    role: "",
    classroom: true,
    learners: "",
    language,
    profile: "",
    courseEnd: "",
  };
}

/** Words that belong to the family name that follows them: “van Gogh”, “de la Cruz”. */
const PARTICLES = /^(?:da|das|de|del|della|den|der|des|di|do|dos|du|el|la|las|le|los|ten|ter|van|von|y|zu)$/i;

/** A guess to begin with: the last word of a name; in Spanish, where people have two surnames, the last two of three or more. */
export function proposedFamilyName(name: string, language: string): string {
  const comma = name.indexOf(",");
  if (comma >= 0) return name.slice(0, comma).trim();
  const words = name.trim().split(/\s+/).filter(Boolean);
  if (words.length < 2) return "";
  let first = words.length - 1;
  const takeParticles = () => {
    while (first > 1 && PARTICLES.test(words[first - 1] ?? "")) first -= 1;
  };
  takeParticles();
  if (language === "es" && first > 1) {
    first -= 1;
    takeParticles();
  }
  return words.slice(first).join(" ");
}

/** Whether nothing was said at a step, so that going on means skipping it. */
export function nothingSaid(step: StepName, draft: NewPortfolio): boolean {
  if (step === "about") return ![draft.name, draft.familyName, draft.role, draft.learners].some((said) => said.trim()) && draft.classroom;
  return step === "programme" && draft.profile === "" && draft.courseEnd === "";
}
