// Search and match on synthetic pools, beside raw Xapian doing a full OR of the same stems on the
// same profiles in the same run. Usage: search_bench [SIZE...] (150 10000 100000). The pools are
// made from a fixed seed. Prints latency and questions per second of processor time, and how many
// times the cost of raw Xapian ours is.
#include <sys/resource.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "search/dutch.h"
#include "search/index.h"
#include "search/rank.h"
#include "tests/bench/synthetic.h"
#include "tests/temporary_directory.h"

namespace {

using namespace expertise::search;
namespace fs = std::filesystem;

constexpr std::size_t shown = 10;
constexpr double seconds_a_sample = 1.5;

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Measured {
  double median_ms = 0;
  double p99_ms = 0;
  double per_processor_second = 0;
};

template <typename Answer>
Measured measure(const std::vector<std::string>& questions, const Answer& answer) {
  answer(questions.front());
  std::vector<double> times;
  const double processor = processor_seconds();
  const double end = wall_seconds() + seconds_a_sample;
  for (std::size_t i = 0; wall_seconds() < end; ++i) {
    const double start = wall_seconds();
    answer(questions[i % questions.size()]);
    times.push_back((wall_seconds() - start) * 1000);
  }
  const double used = processor_seconds() - processor;
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[times.size() * 99 / 100],
          static_cast<double>(times.size()) / used};
}

/// What a plain engine does with the same profiles: stems of all text, no positions.
class RawXapian {
 public:
  RawXapian(const fs::path& directory, const std::vector<Profile>& profiles) {
    Xapian::WritableDatabase writer(directory.string(), Xapian::DB_CREATE);
    std::size_t pending = 0;
    for (const Profile& profile : profiles) {
      std::string text = profile.title + " " + profile.summary + " " + profile.organisation;
      for (const std::string& topic : profile.topics) text += " " + topic;
      Xapian::Document document;
      for (const Word& word : analyse(text)) {
        if (!word.stop) document.add_term(word.term);
      }
      document.set_data(profile.id);
      writer.add_document(document);
      if (++pending % 4000 == 0) writer.commit();
    }
    writer.commit();
    writer.close();
    database_ = Xapian::Database(directory.string());
  }

  std::size_t answer(const std::string& question) const {
    std::vector<Xapian::Query> stems;
    for (const Word& word : analyse(question)) {
      if (!word.stop) stems.emplace_back(word.term);
    }
    Xapian::Enquire enquire(database_);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, stems.begin(), stems.end()));
    std::size_t bytes = 0;
    const Xapian::MSet matches = enquire.get_mset(0, shown);
    for (auto match = matches.begin(); match != matches.end(); ++match) {
      bytes += match.get_document().get_data().size();
    }
    return bytes;
  }

 private:
  Xapian::Database database_;
};

Query make_query(const std::string& question, std::size_t limit) {
  Query query;
  query.question = understand(question, *seed_vocabulary());
  query.filters.municipalities = {"m"};
  query.limit = limit;
  return query;
}

void print_row(std::size_t size, const char* kind, const char* what, const Measured& measured,
               double raw_rate) {
  std::printf("%8zu  %-6s %-22s %9.3f %9.3f %11.1f %8.2f\n", size, kind, what, measured.median_ms,
              measured.p99_ms, measured.per_processor_second,
              raw_rate / measured.per_processor_second);
  std::fflush(stdout);
}

void bench(std::size_t size, const fs::path& directory) {
  Synthetic synthetic(42);
  std::vector<Profile> profiles;
  profiles.reserve(size);
  for (std::size_t i = 0; i < size; ++i) profiles.push_back(synthetic.profile(i));
  std::vector<std::string> questions[2];
  for (int i = 0; i < 300; ++i) {
    questions[0].push_back(synthetic.short_question());
    questions[1].push_back(synthetic.long_question());
  }

  Index index(directory / "ours", "bench", seed_vocabulary());
  std::size_t given = 0;
  const double start = wall_seconds();
  index.rebuild(
      [&] {
        const std::size_t count = std::min<std::size_t>(1000, profiles.size() - given);
        const auto first = profiles.begin() + static_cast<std::ptrdiff_t>(given);
        given += count;
        return std::vector<Profile>(first, first + static_cast<std::ptrdiff_t>(count));
      },
      {1, "bench"});
  const double built = wall_seconds();
  const RawXapian raw(directory / "raw", profiles);
  const double raw_built = wall_seconds();
  std::printf("%8zu  index built in %.1f s (%.0f profiles/s), raw Xapian in %.1f s\n", size,
              built - start, static_cast<double>(size) / (built - start), raw_built - built);

  const char* kinds[] = {"short", "long"};
  for (int kind = 0; kind < 2; ++kind) {
    const Measured plain = measure(questions[kind], [&](const std::string& q) { raw.answer(q); });
    print_row(size, kinds[kind], "raw Xapian OR, top 10", plain, plain.per_processor_second);
    const Measured understood =
        measure(questions[kind], [&](const std::string& q) { understand(q, *seed_vocabulary()); });
    print_row(size, kinds[kind], "understand only", understood, plain.per_processor_second);
    const Measured search =
        measure(questions[kind], [&](const std::string& q) { index.find(make_query(q, shown)); });
    print_row(size, kinds[kind], "search, top 10", search, plain.per_processor_second);
    const Measured match = measure(questions[kind], [&](const std::string& q) {
      const Query query = make_query(q, rank_depth);
      rank(index.find(query).hits, query.question, {}, {}, *seed_vocabulary());
    });
    print_row(size, kinds[kind], "match, top 40 ranked", match, plain.per_processor_second);
  }
}

}  // namespace

int main(int argc, char** argv) try {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::stoul(argv[i]));
  if (sizes.empty()) sizes = {150, 10'000, 100'000};
  const double start = wall_seconds();
  seed_vocabulary();
  std::printf("vocabulary made in %.3f s\n", wall_seconds() - start);
  std::printf("%8s  %-6s %-22s %9s %9s %11s %8s\n", "profiles", "kind", "what", "p50 ms", "p99 ms",
              "q/cpu-s", "cost x");
  for (const std::size_t size : sizes) {
    const expertise::TemporaryDirectory place;
    bench(size, place.path());
  }
} catch (const Xapian::Error& fault) {
  std::cerr << "search_bench: " << fault.get_description() << '\n';
  return 1;
} catch (const std::exception& fault) {
  std::cerr << "search_bench: " << fault.what() << '\n';
  return 1;
}
