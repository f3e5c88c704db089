using System.Globalization;

namespace PersonaSim.Engine.Agents.Personas;

/// <summary>Names for people, the same in every run: the n-th person of any population has the n-th name.</summary>
public static class GivenNames
{
    private static readonly string[] _names = """
        Ada Adam Agnes Aino Alba Albert Alice Alma Alva Amara Amir Amos Anders Andrea Anita Anka Anna Anton Aram Arda Ariel Arno Arthur
        Asta Astrid Aziz Barbara Bela Benno Bera Berit Bernd Berta Bianca Bodil Boris Bram Bruno Caleb Carla Carmen Casper Cecil Celia
        Cem Clara Claude Clio Conrad Cora Cyril Dagny Dalia Damian Dana Daniel Daria David Delia Denis Diana Diego Dina Dora Doris Ebba
        Edda Edgar Edith Edna Eduard Egon Eileen Einar Elena Eli Elias Elin Elisa Ella Elmar Elsa Emil Emma Enid Enno Eric Erika Erna
        Ernst Esra Esther Etta Eugen Eva Ezra Fabian Fanny Farid Fatima Felix Fenna Fergus Filip Finn Fiona Flora Frank Freda Frida
        Fritz Gabriel Gemma Georg Gerda Gilda Gina Gisela Goran Greta Guido Gunnar Gustav Hadi Hagar Hakan Hanna Hans Harald Hattie
        Hazel Hector Hedda Heidi Helga Helmut Henni Henry Herta Hilda Hugo Ida Idris Igor Ilka Ilse Imre Ina Ines Inga Ira Irene Iris
        Irma Isa Ismail Ivan Ivo Jakob Jana Jasper Jelena Jens Jette Joel Johan Jolan Jonas Josef Judith Julia Juri Kaja Kamal Karin
        Karl Kasia Katja Kemal Kersti Kilian Kira Klara Klaus Knut Kora Kurt Laila Lara Lars Laura Lea Leif Lena Leo Leonie Levi Lia
        Lidia Lilo Lina Linus Lisa Livia Lola Lorenz Lotte Louis Lucia Ludwig Luisa Lukas Luna Lydia Mads Magda Magnus Maja Malik Malte
        Mara Marek Maria Marius Marta Martin Matilda Matteo Max Meike Melina Merle Mia Michal Mila Mina Mirko Moira Mona Moritz Nadia
        Naomi Natan Nele Nico Nils Nina Noah Nora Odile Ole Olga Olive Omar Oona Oscar Otto Pablo Paula Pavel Pedro Peer Pelle Petra
        Philip Pia Quentin Rafael Ragna Ralf Ramona Rana Raul Rebecca Regina Remy Rhea Rita Robert Roland Rosa Ruben Rufus Runa Ruth
        Sabine Salim Samuel Sandra Sara Selma Serge Silas Simon Sina Sofia Sonja Stefan Stella Sven Tamar Tarik Tekla Theo Thora Tilda
        Tim Tobias Tom Tove Udo Ulla Uma Ursula Vera Viktor Viola Vito Wanda Werner Wilma Xaver Yara Yusuf Yvonne Zara Zeno Zita Zora
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static readonly int[] _order = Shuffled();

    /// <summary>The name of the person at a place; names beyond the list carry a number, e.g. <c>Clara2</c>.</summary>
    public static string At(int place)
    {
        var name = _names[_order[place % _names.Length]];
        return place < _names.Length ? name : name + ((place / _names.Length) + 1).ToString(CultureInfo.InvariantCulture);
    }

    // not by the alphabet: eight people called Ada to Amara are hard to tell apart
    private static int[] Shuffled()
    {
        var draws = new Native.Randomness.CounterRng(1);
        var order = new int[_names.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = draws.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
