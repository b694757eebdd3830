// Runs a fuzz target on inputs that are kept, without a fuzzer: each whole, and cut off in eight
// places. `fuzz_question DIRECTORY...`; fails where there is none.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "tests/fuzz/property.h"

int main(int count, char** arguments) {
  namespace fs = std::filesystem;
  constexpr std::size_t cuts = 8;
  std::size_t inputs = 0;
  for (int i = 1; i < count; ++i) {
    for (const auto& entry : fs::directory_iterator(arguments[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
      std::cout << entry.path().filename().string() << std::endl;
      for (std::size_t cut = 0; cut <= cuts; ++cut) {
        // A copy of its own, so that a read past the end is found where memory is watched.
        const std::vector<char> part(
            bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() * cut / cuts));
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(part.data()), part.size());
      }
      ++inputs;
    }
  }
  std::cout << inputs << " inputs\n";
  return inputs > 0 ? 0 : 1;
}
