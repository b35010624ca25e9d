#include "kjede/publish/words.hpp"

namespace kjede::publish {

namespace {

constexpr Words norwegian{
    .national = "Hele landet", .all_units = "Alle enheter", .of = "av", .events = "hendelser", .patients = "pasienter",
    .stays = "opphold", .persons = "personer",
    .men = "Menn", .women = "Kvinner", .age = "Alder", .year = "År", .quarter = "Kvartal", .count = "Antall",
    .share = "Andel", .median = "Median", .total = "Totalt", .unknown = "Ukjent",
    .masked_legend = "* skjult av hensyn til personvernet (færre enn {} hendelser, eller kan regnes ut fra andre tall)",
    .no_events_legend = "– ingen hendelser", .left_out_legend = "Utelatt på grunn av for få data: {}",
    .green = "Grønn", .yellow = "Gul", .red = "Rød", .goal = "Mål", .goal_reached = "{} av {} enheter når målet ({})",
    .no_goal = "Målnivå er ikke satt",
    .highest = "Høyest: {}", .lowest = "Lavest: {}", .outside = "Utenfor kontrollgrensene: {}", .above = "over",
    .below = "under", .none_outside = "Ingen enheter ligger utenfor kontrollgrensene",
    .confidence = "95 % konfidensintervall", .control_limits = "kontrollgrenser (±3 standardavvik)",
    .centre_line = "senterlinje", .runs_signal = "Stiplet gul senterlinje: uvanlig lang serie eller uvanlig få krysninger",
    .outside_limits = "Gul trekant: utenfor ±3 standardavvik", .too_few_points = "for få punkter til å vurdere",
    .excluded = "Ikke med", .included = "Med i beregningen", .cohort = "Kohort",
    .national_line = "Loddrett linje: hele landet", .synthetic = "Syntetiske data",
    .synthetic_long = "Tallene er syntetiske demonstrasjonsdata og gjelder ingen virkelige pasienter.",
    .bar_chart = "Søylediagram med {} enheter.", .funnel_chart = "Traktplott med {} enheter.",
    .control_charts = "{} kontrollgrafer (SPC).", .percentile_chart = "Persentildiagram med {} enheter.",
    .trend_chart = "Tidsserie {}–{}.", .pyramid = "Alderspyramide.", .stacked_chart = "Stablet søylediagram.",
    .per_100000 = "per 100 000 innbyggere", .boxes_legend = "Strek: median. Boks: 25–75-persentil. Haler: 10–90-persentil",
    .figure = "Figur", .table = "Tabell", .contents = "Innhold", .summary = "Sammendrag", .appendix = "Vedlegg",
    .unit = "Enhet", .previous_year = "Hele landet i fjor", .own_earlier = "Egne tidligere kvartaler",
    .this_quarter = "Dette kvartalet", .numerator = "Teller", .denominator = "Nevner", .interval = "95 % KI",
    .level = "Målnivå", .change = "Endring", .missing = "Mangler", .cases = "Hendelser"};

constexpr Words english{
    .national = "Norway", .all_units = "All units", .of = "of", .events = "events", .patients = "patients",
    .stays = "stays", .persons = "persons",
    .men = "Men", .women = "Women", .age = "Age", .year = "Year", .quarter = "Quarter", .count = "Count",
    .share = "Share", .median = "Median", .total = "Total", .unknown = "Unknown",
    .masked_legend = "* hidden for privacy (fewer than {} events, or could be worked out from other figures)",
    .no_events_legend = "– no events", .left_out_legend = "Left out, too few data: {}",
    .green = "Green", .yellow = "Yellow", .red = "Red", .goal = "Goal", .goal_reached = "{} of {} units reach the goal ({})",
    .no_goal = "No goal is set",
    .highest = "Highest: {}", .lowest = "Lowest: {}", .outside = "Outside the control limits: {}", .above = "above",
    .below = "below", .none_outside = "No unit lies outside the control limits",
    .confidence = "95% confidence interval", .control_limits = "control limits (±3 standard deviations)",
    .centre_line = "centre line", .runs_signal = "Dashed amber centre line: unusually long run or unusually few crossings",
    .outside_limits = "Amber triangle: outside ±3 standard deviations", .too_few_points = "too few points to judge",
    .excluded = "Left out", .included = "Included", .cohort = "Cohort",
    .national_line = "Vertical line: Norway", .synthetic = "Synthetic data",
    .synthetic_long = "The figures are synthetic demonstration data and concern no real patients.",
    .bar_chart = "Bar chart of {} units.", .funnel_chart = "Funnel plot of {} units.",
    .control_charts = "{} control charts (SPC).", .percentile_chart = "Percentile chart of {} units.",
    .trend_chart = "Time series {}–{}.", .pyramid = "Age pyramid.", .stacked_chart = "Stacked bar chart.",
    .per_100000 = "per 100,000 inhabitants", .boxes_legend = "Line: median. Box: 25th–75th percentile. Whiskers: 10th–90th percentile",
    .figure = "Figure", .table = "Table", .contents = "Contents", .summary = "Summary", .appendix = "Appendix",
    .unit = "Unit", .previous_year = "Norway last year", .own_earlier = "Own earlier quarters",
    .this_quarter = "This quarter", .numerator = "Numerator", .denominator = "Denominator", .interval = "95% CI",
    .level = "Level", .change = "Change", .missing = "Missing", .cases = "Events"};

}  // namespace

const Words& words(Language language) { return language == Language::nb ? norwegian : english; }

std::string_view to_string(Language language) { return language == Language::nb ? "nb" : "en"; }

const std::string& in(const catalog::Label& label, Language language) {
  const auto& wanted = language == Language::nb ? label.nb : label.en;
  return !wanted.empty() ? wanted : (language == Language::nb ? label.en : label.nb);
}

}  // namespace kjede::publish
