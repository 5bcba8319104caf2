/** What simulated people write in free texts: ordinary sentences of town-hall work, nobody named. */
export const WISHES: readonly string[] = [
  "Des exemples tirés de notre service, pas des cas d'entreprise.",
  'Une formation courte, une heure, sur nos vrais courriers.',
  'Savoir clairement ce que j’ai le droit de coller dedans.',
  "Un accès depuis le téléphone, je suis rarement à l'ordinateur.",
  "Qu'il connaisse nos délibérations et nos règlements.",
  'Moins de clics pour ouvrir une session.',
  'Un référent disponible une demi-journée par semaine.',
  'Une liste de consignes prêtes à copier pour l’accueil.',
  'Que les réponses citent leurs sources.',
  'Un tutoriel vidéo de cinq minutes par usage.',
  'Du temps dégagé par la hiérarchie pour essayer.',
  'Pouvoir lui donner nos modèles de courriers.',
  'Un outil qui comprend les tableaux de budget.',
  'Des retours de collègues d’autres communes.',
  'Que ce soit plus rapide à certaines heures.',
  'Un atelier sur la relecture, je ne sais pas vérifier ce qu’il écrit.',
  'Un modèle pour les comptes rendus de réunion.',
  'Une licence pour tout le service, pas seulement deux personnes.',
  'Rien de plus, cela marche bien pour mes courriels.',
  'Des consignes écrites par métier.',
];

export const IRRITANTS: readonly string[] = [
  'Je ressaisis les mêmes informations dans trois logiciels.',
  'Les comptes rendus de réunion me prennent tout le vendredi.',
  'Les courriels répétitifs sur les horaires et les pièces à fournir.',
  'La recherche d’anciennes délibérations.',
  'Les tableaux à remettre en forme chaque mois.',
  'Le standard sonne pendant que je rédige.',
  'Les formulaires papier à recopier.',
  'La mise en page des courriers.',
  'Les relances de factures une par une.',
  'Les plannings à refaire dès qu’une personne est absente.',
  'Les demandes de subvention, toujours les mêmes paragraphes.',
  'Traduire les informations pour les familles.',
  'Trier les photos des chantiers.',
  'Les procès-verbaux à reprendre après relecture.',
  'Retrouver la bonne version d’un document.',
  'Répondre à tous les signalements de voirie.',
  'Les notes de synthèse à rendre pour le lendemain.',
  'Les convocations à envoyer une à une.',
  'Le classement des dossiers d’urbanisme.',
  'Chercher qui fait quoi dans les autres services.',
];

export const FEARS: readonly string[] = [
  'Que l’on regarde combien de temps je mets sur chaque dossier.',
  'De laisser passer une erreur dans un courrier signé par la commune.',
  'Que les postes ne soient pas remplacés.',
  'De perdre l’habitude de rédiger.',
  'Que les habitants n’aient plus personne au bout du fil.',
  'Que des données d’habitants sortent de chez nous.',
  'Pas de crainte particulière, plutôt de la curiosité.',
  'De ne pas suivre, je ne suis pas à l’aise avec l’informatique.',
  'Que l’on nous impose un outil de plus.',
  'Le coût pour la planète.',
  'Que tout le monde écrive pareil.',
  'Que le temps gagné soit aussitôt rempli.',
];

/** What a leadership answers to what weighs on people. */
export const ANSWERS: readonly string[] = [
  'Une consigne prête à copier arrive dans votre service ce mois-ci.',
  'Le référent y consacre un Café en janvier.',
  'Nous en parlons avec le prestataire du logiciel au printemps.',
  'Le modèle de courrier est prêt, il est sur l’intranet.',
  'Pas avant le prochain budget, et nous le redirons.',
  'Une heure par semaine est réservée pour essayer.',
];

export const REMARKS: readonly string[] = [
  'On nous a demandé notre avis, c’est déjà beaucoup.',
  'Le Café IA m’a décidée à essayer.',
  'Utile pour démarrer un texte, moins pour le finir.',
  'Mon service n’a pas vraiment eu le temps.',
  'Les exemples de l’accueil m’ont bien servi.',
  'Il faudrait en reparler dans trois mois.',
  'Très bien pour reformuler un courriel délicat.',
  'Je préfère encore faire seul, mais je regarde.',
];

/** The free texts that suit a question, from the words of its identifier. */
export function sentencesFor(question: string): readonly string[] {
  if (/irritant|penible|repet|agace/.test(question)) return IRRITANTS;
  if (/crainte|peur|inquiet/.test(question)) return FEARS;
  if (/amelior|besoin|souhait|utile|attente/.test(question)) return WISHES;
  return REMARKS;
}
