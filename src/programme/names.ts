import type { Country } from './holidays.ts';

/** Names for people who do not exist: common first names and surnames, put together at random. */
const FIRST = `Adèle Adrien Agnès Alain Alexandre Alice Amandine Amélie Amina Anaïs André Anne Antoine Arnaud Aurélie
Aurore Axel Bastien Béatrice Benjamin Benoît Bernard Brigitte Camille Caroline Catherine Céline Chantal Charlotte
Chloé Christelle Christine Christophe Claire Clément Corinne Cyril Damien Daniel David Delphine Denis Didier Dominique
Édouard Élodie Émilie Emma Éric Estelle Étienne Eva Fabien Fabrice Farid Fatima Florence Florian Françoise Frédéric
Gaëlle Gérard Gilles Guillaume Hélène Hugo Ibrahim Inès Isabelle Jacques Jean Jeanne Jérémy Jérôme Joanna João Joël
Jonathan Judith Julie Julien Karim Karine Kevin Laetitia Laura Laure Laurence Laurent Léa Leïla Loïc Louise Luc Lucas
Lucie Magali Manon Manuel Marc Margaux Marie Marine Marion Martine Mathieu Mathilde Maud Maxime Mehdi Mélanie Michel
Mireille Monique Morgane Mounir Muriel Myriam Nadège Nadia Nathalie Nicolas Nicole Noémie Olivia Olivier Pascal
Patricia Patrick Paul Pauline Philippe Pierre Quentin Rachid Raphaël Rémi Renaud Romain Rosa Sabine Sabrina Samira
Samuel Sandra Sandrine Sarah Sébastien Serge Séverine Simon Solène Sonia Sophie Stéphane Stéphanie Sylvain Sylvie
Tania Teresa Thibault Thierry Thomas Valérie Vanessa Véronique Victor Vincent Virginie Yann Yasmine Yves Zoé`;

const LAST: Record<Country, string> = {
  FR: `Adam Allard Arnaud Aubert Bailly Barbier Baron Benali Benoît Berger Bernard Bertin Besson Blanchard Bonnet
Bouchard Boucher Bourgeois Boyer Brun Brunet Carpentier Charpentier Chevalier Clément Colin Collet Cordier Costa
Cousin Da-Silva Daniel David Delaunay Denis Deschamps Diallo Diarra Dubois Dufour Dumas Dumont Dupuis Durand Duval
Faure Fernandez Ferreira Fleury Fontaine Fournier Gaillard Garnier Gauthier Gautier Gérard Germain Gilbert Girard
Giraud Guérin Guichard Guillot Guyot Haddad Hamel Hubert Huet Humbert Jacob Jacquet Joly Julien Kaya Klein Lacroix
Lambert Laurent Lebrun Leclerc Lecomte Lefebvre Legrand Lemaire Lemoine Leroux Lopez Maillard Mallet Marchal Marchand
Martinez Masson Mercier Meunier Meyer Michel Millet Moreau Morel Morin Moulin Muller Nguyen Nicolas Noël Olivier
Paris Pasquier Payet Pelletier Perez Perret Perrin Perrot Petitjean Picard Poirier Prévost Rémy Renard Renaud Rey
Reynaud Richard Rivière Robin Roche Rodriguez Roger Rolland Rousseau Roussel Roux Roy Royer Sanchez Schmitt Schneider
Simon Tessier Traoré Vasseur Vidal Vincent Weber`,
  CH: `Aebi Amaudruz Baechler Barbey Baud Berger Berthoud Blanc Bolomey Bonzon Borgeaud Bovay Bovet Bron Buchs Bula
Cavin Chabloz Chapuis Chappuis Chevalley Chollet Clerc Corthésy Cosandey Cretegny Croset Cruchet Cuendet Cuérel
Da-Costa Decollogny Decosterd Delacrétaz Demierre Despland Deutsch Dubuis Duc Ducret Dufey Duperret Dupuis Dutoit
Duvoisin Emery Estoppey Favre Fazan Ferrari Fonjallaz Freymond Gacond Gaillard Gander Gavillet Genier Genoud Gex Gigon
Gilliéron Golay Gonin Goy Graf Grandjean Gremaud Grosjean Guex Guignard Henchoz Henny Hofer Huber Jaccard Jaquier
Jaton Jeanmonod Jordan Jotterand Junod Keller Kohler Krasniqi Lavanchy Leresche Loup Magnenat Martin Martinet Masson
Mayor Meier Mermoud Métraux Meylan Michoud Milliquet Monney Monnier Mottier Müller Nicole Nicollier Noverraz Oulevay
Pache Pahud Panchaud Pasche Pereira Perrin Perrochon Piguet Pilet Pittet Pochon Porchet Rapin Ravessoud Regamey
Renaud Reymond Rochat Rod Rossier Roulet Ruchat Ruffieux Saugy Savary Schmid Simond Steiner Tâche Tavernier Thonney
Tille Treyvaud Vallotton Vonnez Vuilleumier Weber Widmer Wyss Zbinden`,
};

export const FIRST_NAMES: readonly string[] = FIRST.split(/\s+/);

export function lastNames(country: Country): readonly string[] {
  return LAST[country].split(/\s+/).map((name) => name.replace('Da-', 'Da '));
}
