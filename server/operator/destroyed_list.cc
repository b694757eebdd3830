#include "server/operator/destroyed_list.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "server/operator/private_files.h"
#include "server/pool/erasing.h"

namespace expertise {

namespace {

constexpr std::size_t events_at_once = 1000;

// A line: the number and hash of an event, what was destroyed, its id, and the version of a
// wording. `settled` in place of what: all above it was seen to when the log had come to that
// event.
constexpr std::string_view settled = "settled";

struct Line {
  Destruction destroyed;
  bool is_settled = false;
};

std::string line_of(const Destruction& d) {
  std::string line = std::to_string(d.seq) + " " + hex(d.hash) + " " + std::string(code(d.what)) +
                     " " + uuid_text(d.id);
  if (d.what == Destruction::What::wording) line += " " + std::to_string(d.version);
  return line + "\n";
}

std::optional<Line> read_line(const std::string& text) {
  std::istringstream in(text);
  Line line;
  std::string hash, what, id;
  if (!(in >> line.destroyed.seq >> hash >> what)) return std::nullopt;
  const auto parsed_hash = parse_hash(hash);
  if (!parsed_hash) return std::nullopt;
  line.destroyed.hash = *parsed_hash;
  if (what == settled) {
    line.is_settled = true;
    return line;
  }
  const auto parsed_what = from_code<Destruction::What>(what);
  if (!parsed_what || !(in >> id)) return std::nullopt;
  const auto parsed_id = parse_uuid(id);
  if (!parsed_id) return std::nullopt;
  line.destroyed.what = *parsed_what;
  line.destroyed.id = *parsed_id;
  if (*parsed_what == Destruction::What::wording && !(in >> line.destroyed.version)) {
    return std::nullopt;
  }
  return line;
}

// Nothing when it is not there.
std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Whole lines only: what was being written when the power went is told by the log again.
std::vector<Line> read_lines(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  std::vector<Line> lines;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) break;
    const auto line = read_line(text.substr(begin, end - begin));
    if (!line) {
      throw std::runtime_error("line " + std::to_string(lines.size() + 1) + " of " + path.string() +
                               " cannot be read: put a whole copy of that list back");
    }
    lines.push_back(*line);
    begin = end + 1;
  }
  if (!text.empty() && text.back() != '\n') {
    std::filesystem::resize_file(path, text.rfind('\n') + 1);
  }
  return lines;
}

}  // namespace

DestroyedList::DestroyedList(std::filesystem::path path, const Context& context)
    : path_(std::move(path)), context_(context) {
  settle();
  follow();
}

void DestroyedList::settle() {
  if (!std::filesystem::exists(path_)) {
    write_private_file(path_, "");
    return;
  }
  const std::vector<Line> lines = read_lines(path_);
  const auto is_in_log = [&](const Line& line) {
    return context_.store.event_hash(line.destroyed.seq) == line.destroyed.hash;
  };
  // What stands above a mark of this history was seen to, in whichever history it was destroyed.
  std::size_t from = lines.size();
  while (from > 0 && !(lines[from - 1].is_settled && is_in_log(lines[from - 1]))) --from;
  if (from > 0) followed_ = lines[from - 1].destroyed.seq;
  const Checkpoint head = context_.store.head();
  bool is_of_before = false;
  for (std::size_t i = from; i < lines.size(); ++i) {
    if (is_in_log(lines[i])) {
      followed_ = std::max(followed_, lines[i].destroyed.seq);
    } else if (!lines[i].is_settled) {
      is_of_before = true;
      const bool is_done = destroy_again(context_, Actor::machine_operator(), lines[i].destroyed);
      if (is_done) ++destroyed_again_;
    }
  }
  if (is_of_before) seen_to_from_ = head.seq;
}

void DestroyedList::follow() {
  const std::lock_guard lock(mutex_);
  const Checkpoint head = context_.store.head();
  while (head.seq > followed_) {
    const std::vector<Event> events =
        context_.store.begin(Access::read)->destroying_events_after(followed_, events_at_once);
    std::string lines;
    for (const Event& event : events) {
      if (const auto destroyed = destruction_of(event)) lines += line_of(*destroyed);
    }
    append(lines);
    if (!events.empty()) followed_ = events.back().seq;
    if (events.size() < events_at_once) break;
  }
  // Only by an event that came since can this history be told from the one it was put back from.
  if (seen_to_from_ && head.seq > *seen_to_from_) {
    append(std::to_string(head.seq) + " " + hex(head.hash) + " " + std::string(settled) + "\n");
    seen_to_from_.reset();
  }
}

void DestroyedList::append(const std::string& lines) {
  if (!lines.empty()) append_to_private_file(path_, lines);
}

void DestroyedList::copy_to(const std::filesystem::path& path) {
  follow();
  const std::lock_guard lock(mutex_);
  std::string all = text_of(path_);
  std::set<std::string> known;
  std::istringstream ours(all);
  for (std::string line; std::getline(ours, line);) known.insert(line);
  // Behind ours, and without the marks of another history: no mark may stand below what it was not
  // set for.
  std::istringstream theirs(text_of(path));
  for (std::string line; std::getline(theirs, line);) {
    const auto read = read_line(line);
    if (read && !read->is_settled && known.insert(line).second) all += line + "\n";
  }
  write_private_file(path, all);
}

}  // namespace expertise
