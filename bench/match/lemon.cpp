// Solves a match instance by LEMON's network simplex: `lemon FILE` prints {"ms", "value"}.
// FILE: workers, shifts, edges, then headcounts, row starts, workers of edges and values of edges, all int32, native order.
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>
#include <chrono>
#include <ctime>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

std::vector<int32_t> read(std::FILE *file, std::size_t count) {
  std::vector<int32_t> numbers(count);
  if (std::fread(numbers.data(), sizeof(int32_t), count, file) != count) {
    std::fprintf(stderr, "the file is too short\n");
    std::exit(1);
  }
  return numbers;
}

}  // namespace

int main(int argc, char **argv) {
  std::FILE *file = argc == 2 ? std::fopen(argv[1], "rb") : nullptr;
  if (!file) {
    std::fprintf(stderr, "usage: lemon FILE\n");
    return 2;
  }
  const auto sizes = read(file, 3);
  const int workers = sizes[0], shifts = sizes[1], edges = sizes[2];
  const auto headcount = read(file, shifts);
  const auto rowStart = read(file, shifts + 1);
  const auto edgeWorker = read(file, edges);
  const auto edgeValue = read(file, edges);
  std::fclose(file);

  // Nodes: 0 the bank, 1… the shifts, then the workers; arcs bank → shift → worker → bank, as a circulation. Arcs by source.
  const int firstWorker = 1 + shifts;
  std::vector<std::pair<int, int>> arcs;
  std::vector<int> upper, cost;
  const auto add = [&](int from, int to, int most, int price) {
    arcs.emplace_back(from, to);
    upper.push_back(most);
    cost.push_back(price);
  };
  for (int s = 0; s < shifts; s++) add(0, 1 + s, headcount[s], 0);
  for (int s = 0; s < shifts; s++) {
    for (int e = rowStart[s]; e < rowStart[s + 1]; e++) {
      if (edgeValue[e] > 0) add(1 + s, firstWorker + edgeWorker[e], 1, -edgeValue[e]);
    }
  }
  for (int w = 0; w < workers; w++) add(firstWorker + w, 0, 1, 0);

  lemon::StaticDigraph graph;
  graph.build(firstWorker + workers, arcs.begin(), arcs.end());
  lemon::StaticDigraph::ArcMap<int> upperMap(graph), costMap(graph);
  for (std::size_t a = 0; a < arcs.size(); a++) {
    upperMap[graph.arc(a)] = upper[a];
    costMap[graph.arc(a)] = cost[a];
  }

  // Only what a caller with a graph in hand would wait for: loading the solver and its run.
  const std::clock_t cpuBegan = std::clock();
  const auto began = std::chrono::steady_clock::now();
  lemon::NetworkSimplex<lemon::StaticDigraph, int, int64_t> simplex(graph);
  simplex.upperMap(upperMap).costMap(costMap);
  if (simplex.run() != lemon::NetworkSimplex<lemon::StaticDigraph, int, int64_t>::OPTIMAL) {
    std::fprintf(stderr, "no optimum\n");
    return 1;
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
  std::printf("{\"ms\":%.3f,\"cpuMs\":%.3f,\"value\":%lld}\n", took.count(), 1000.0 * (std::clock() - cpuBegan) / CLOCKS_PER_SEC, static_cast<long long>(-simplex.totalCost<int64_t>()));
}
