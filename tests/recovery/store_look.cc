// Looks at a data directory that no server holds: everything that is promised on standard input
// must be in it, and both logs must hold.
//   store_look DATA < PROMISES
#include <cstdio>
#include <iostream>

#include "tests/recovery/left_over.h"

int main(int argc, char** argv) {
  using namespace expertise;
  if (argc != 2) return 2;
  try {
    const auto promises = recovery::read_promises(std::cin);
    const auto env = system_env();
    const auto missing = recovery::missing_of(promises, recovery::look_at(argv[1], *env));
    if (missing) throw std::runtime_error(*missing);
    std::cout << promises.size() << " promises kept\n";
    return 0;
  } catch (const std::exception& fault) {
    std::cerr << fault.what() << "\n";
    return 1;
  }
}
