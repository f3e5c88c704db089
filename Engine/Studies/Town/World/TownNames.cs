using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>First names for the people of a town, in a seeded order; from the second time round they carry a number.</summary>
public static class TownNames
{
    private static readonly string[] _names =
        ("Ada Adam Adele Agnes Aidan Alan Albert Alec Alice Alma Alvin Amber Amos Amy Andrea Andrew Anna Anton April Arlo Arthur "
        + "Astrid Aubrey August Aurora Barbara Barnaby Basil Beatrice Bella Benedict Benjamin Bernard Bertha Bess Bianca Blake "
        + "Bonnie Boris Brenda Brian Bridget Bruno Bryony Byron Caleb Calvin Camille Carl Carla Carmen Carol Caspar Cecil Cecilia "
        + "Celeste Charles Charlotte Chester Clara Clarence Claude Claudia Clement Clifford Clive Colin Conrad Constance Cora "
        + "Cornelius Cosima Craig Cyril Cyrus Daisy Damian Daniel Daphne Darcy David Dean Deborah Delia Della Denis Derek Diana "
        + "Dinah Dolores Dominic Donald Dora Doreen Doris Dorothy Douglas Duncan Dylan Earl Edgar Edith Edmund Edna Edward Edwin "
        + "Eileen Elaine Eleanor Eli Elias Elinor Elisa Ella Ellen Elliot Elmer Eloise Elsa Elsie Elvira Emil Emily Emma Enid Eric "
        + "Erica Ernest Esme Estelle Esther Ethan Ethel Eugene Eunice Eva Evan Evelyn Ezra Fabian Faith Felicity Felix Fergus Fiona "
        + "Flora Florence Floyd Frances Francis Frank Freda Frederick Gabriel Gareth Gemma Geoffrey George Georgia Gerald Gertrude "
        + "Gideon Gilbert Giles Gina Gladys Glen Gloria Gordon Grace Graham Greta Guy Gwen Hannah Harold Harriet Harry Harvey "
        + "Hattie Hazel Hector Heidi Helen Henry Herbert Hilda Hiram Holly Homer Honor Horace Howard Hubert Hugh Hugo Ida Ignatius "
        + "Ilse Imogen Ines Ingrid Ira Irene Iris Irma Isaac Isabel Isla Ivan Ivor Ivy Jack Jacob James Jane Janet Jasper Jean "
        + "Jeremy Jessica Jill Joan Joel John Jonah Jonas Joseph Josephine Joshua Joyce Judith Julia Julian June Juno Justin Karen "
        + "Karl Kate Katrina Keith Kenneth Kirsten Lambert Lara Laura Laurence Lavinia Leah Leila Lena Leo Leonard Leonora Leopold "
        + "Leroy Leslie Lester Lewis Lila Lilian Linda Linus Lionel Lisa Lloyd Lois Lorenzo Lorna Louis Louisa Lucas Lucia Lucy "
        + "Ludwig Luke Lydia Mabel Madeline Magnus Maisie Malcolm Marcel Marcus Margaret Marian Marina Mario Marjorie Mark Martha "
        + "Martin Mary Matilda Matthew Maud Maurice Max Maxine Melvin Meredith Milo Milton Minerva Minnie Miriam Molly Monica "
        + "Morris Muriel Myra Myron Nadia Nancy Naomi Nathan Neil Nell Nelson Nestor Nicholas Nigel Nina Noah Noel Nora Norman "
        + "Octavia Odette Olga Olive Oliver Olivia Opal Orla Orson Oscar Oswald Otis Otto Owen Pamela Patrick Paul Paula Pearl "
        + "Penelope Percy Perry Peter Petra Philip Philippa Phoebe Phyllis Pierce Polly Prudence Quentin Quincy Rachel Ralph Ramona "
        + "Raymond Rebecca Regina Reuben Rex Rhoda Richard Rita Robert Roderick Roger Roland Ronald Rosa Rosalind Roscoe Rose Ross "
        + "Rowan Roy Ruby Rufus Rupert Russell Ruth Sabina Sally Samuel Sarah Saul Sebastian Selma Seth Sheila Sibyl Sidney Silas "
        + "Simon Sonia Sophie Stanley Stella Stephen Stuart Susan Sybil Sylvia Tabitha Tamara Terence Tessa Thelma Theodore Thomas "
        + "Tilda Timothy Tobias Toby Trevor Ulrich Una Ursula Valerie Vanessa Vera Verity Vernon Victor Vincent Viola Violet Virgil "
        + "Vivian Walter Wanda Warren Wendy Wesley Wilbur Wilfred William Willow Winifred Winston Yvonne Zachary Zelda Zoe").Split(' ');

    /// <summary>So many different first names there are.</summary>
    public static int Different => _names.Length;

    public static IReadOnlyList<string> Draw(int count, Rng rng)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentNullException.ThrowIfNull(rng);
        var order = new string[_names.Length];
        _names.CopyTo(order, 0);
        var draws = rng.For("town/names");
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = draws.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        var people = new string[count];
        for (var i = 0; i < count; i++) people[i] = i < order.Length ? order[i] : $"{order[i % order.Length]} {(i / order.Length) + 1}";
        return people;
    }
}
