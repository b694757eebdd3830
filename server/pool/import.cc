#include "server/pool/import.h"

#include <array>

namespace expertise {

namespace {

// Nothing when it is larger than allowed.
std::optional<std::string> read_all(std::istream& file) {
  std::string text;
  std::array<char, 64 << 10> part{};
  while (file) {
    file.read(part.data(), part.size());
    text.append(part.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > ImportLimits::file_bytes) return std::nullopt;
  }
  return text;
}

void note(std::size_t line, std::vector<Fault> found, ImportReport& report) {
  for (Fault& fault : found) {
    if (report.faults.size() == ImportLimits::faults_kept) return;
    std::string place = "line " + std::to_string(line);
    if (!fault.place.empty()) place += '/' + fault.place;
    fault.place = std::move(place);
    report.faults.push_back(std::move(fault));
  }
}

ImportReport refuse(ImportReport report) {
  report.added = report.changed = report.unchanged = 0;
  report.refused = true;
  return report;
}

void count(RowOutcome outcome, ImportReport& report) {
  switch (outcome) {
    case RowOutcome::added:
      ++report.added;
      break;
    case RowOutcome::changed:
      ++report.changed;
      break;
    case RowOutcome::unchanged:
      ++report.unchanged;
      break;
    case RowOutcome::faulty:
      ++report.faulty;
      break;
  }
}

}  // namespace

ImportReport import_file(Context context, std::istream& file, FileFormat format,
                         std::span<const ImportColumn> columns, FaultyRows faulty,
                         const Progress& progress, const KeepRow& keep) {
  constexpr std::size_t rows_between_progress = 100;
  ImportReport report;
  auto text = read_all(file);
  if (!text) {
    note(1, {{"", "too_long", {{"limit", std::to_string(ImportLimits::file_bytes)}}}}, report);
    return refuse(std::move(report));
  }
  ImportRows rows(*text, format, columns);
  if (!rows.faults().empty()) {
    report.faults = rows.faults();
    return refuse(std::move(report));
  }
  auto txn = context.store.begin(Access::write);
  while (auto row = rows.next()) {
    if (report.rows == ImportLimits::rows) {
      note(row->line, {{"", "too_many", {{"limit", std::to_string(ImportLimits::rows)}}}}, report);
      return refuse(std::move(report));
    }
    ++report.rows;
    std::vector<Fault> found = row->faults;
    count(row->is_unreadable ? RowOutcome::faulty : keep(*txn, *row, found), report);
    note(row->line, std::move(found), report);
    if (progress && report.rows % rows_between_progress == 0) progress(report.rows, rows.total());
  }
  if (report.faulty > 0 && faulty == FaultyRows::refuse_all) return refuse(std::move(report));
  txn->commit();
  if (progress) progress(report.rows, report.rows);
  return report;
}

}  // namespace expertise
