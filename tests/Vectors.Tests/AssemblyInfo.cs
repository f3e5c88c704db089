using PersonaSim.Testing;

[assembly: LeakCheck]
